import type { ModelInfo } from "./model-info.ts";

/** An index as it was declared; a list of fields is one without a name. */
export interface DeclaredIndex {
  readonly name?: string;
  readonly fields?: readonly string[];
  readonly expressions?: readonly unknown[];
  readonly condition?: unknown;
  readonly include?: readonly string[];
  readonly using?: string;
  readonly opclasses?: readonly string[];
}

/** A rule as it was declared: of one row, of rows that must differ, or of an operator. */
export interface DeclaredConstraint {
  readonly name: string;
  readonly check?: unknown;
  readonly unique?: readonly string[];
  readonly expressions?: readonly unknown[];
  readonly exclusion?: readonly (readonly [unknown, string])[];
  readonly condition?: unknown;
  readonly include?: readonly string[];
  readonly deferrable?: "deferred" | "immediate";
  readonly nullsDistinct?: boolean;
  readonly indexType?: string;
  readonly violationErrorMessage?: string;
  readonly violationErrorCode?: string;
}

/** The indexes that a model declares, their names filled in. */
export function indexesOf(info: ModelInfo): readonly DeclaredIndex[] {
  return (info.options.indexes ?? []).map((declared) => {
    if (Array.isArray(declared)) return { fields: declared as readonly string[] };
    const index = declared as DeclaredIndex;
    return index.name === undefined ? index : { ...index, name: filled(index.name, info) };
  });
}

/** The constraints that a model declares, their names filled in. */
export function constraintsOf(info: ModelInfo): readonly DeclaredConstraint[] {
  return (info.options.constraints ?? []).map((declared) => {
    const constraint = declared as DeclaredConstraint;
    return { ...constraint, name: filled(constraint.name, info) };
  });
}

/** `%(class)s` and `%(app_label)s`, for the models of an abstract base. */
function filled(name: string, { modelName, appLabel }: ModelInfo): string {
  return name.replaceAll("%(class)s", modelName).replaceAll("%(app_label)s", appLabel);
}
