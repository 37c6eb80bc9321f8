/** How the models and rows of the cases are written down; the file is ours, `orm_schema.json` beside the cases. */

export interface FieldSpec {
  readonly type: string;
  readonly to?: string;
  readonly through?: string;
  readonly symmetrical?: boolean;
  readonly on_delete?: string;
  readonly related_name?: string;
  readonly related_query_name?: string;
  readonly null?: boolean;
  readonly unique?: boolean;
  readonly primary_key?: boolean;
  readonly default?: unknown;
  readonly max_length?: number;
  readonly max_digits?: number;
  readonly decimal_places?: number;
  readonly choices?: readonly (readonly [string, string])[];
  readonly auto_now?: boolean;
  readonly auto_now_add?: boolean;
}

export interface ConstraintSpec {
  readonly name: string;
  readonly unique?: readonly string[];
  readonly condition?: Readonly<Record<string, unknown>>;
  readonly check?: Readonly<Record<string, unknown>>;
}

export interface MetaSpec {
  readonly ordering?: readonly string[];
  readonly unique_together?: readonly (readonly string[])[];
  readonly constraints?: readonly ConstraintSpec[];
  readonly get_latest_by?: string;
}

export interface ModelSpec {
  /** The field that is an object's text. */
  readonly label?: string;
  readonly fields?: Readonly<Record<string, FieldSpec>>;
  readonly meta?: MetaSpec;
  readonly abstract?: boolean;
  readonly extends?: string;
  readonly proxy?: string;
  readonly parent?: string;
}

export type RowSpec = Readonly<Record<string, unknown>>;

export interface AppSpec {
  readonly models: Readonly<Record<string, ModelSpec>>;
  /** By model, or by `Model.field` pairs of a many-to-many relation. */
  readonly rows: Readonly<
    Record<string, readonly RowSpec[] | readonly (readonly [number, number])[]>
  >;
}

export type SchemaSpec = Readonly<Record<string, AppSpec>>;

/** A name of Django's as a project in TypeScript has it: `sequelOf`. */
export function camel(name: string): string {
  // Django's names of the other side are in small letters.
  if (name === "livevideo") return "liveVideo";
  return name.replace(/(?<=[a-z0-9])_([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase());
}

/** A path of Django's with dots: `sequelOf.publisher`. */
export function camelPath(path: string): string {
  const [, sign = "", rest = ""] = /^([-+]?)(.*)$/.exec(path) ?? [];
  return sign + rest.split("__").map(camel).join(".");
}

/** The other way round. */
export function snake(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}

/** A class that `defineModel` made. */
export type ModelClass = abstract new (...args: never[]) => object;
