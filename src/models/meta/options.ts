import type { FieldDeclaration } from "../fields/declaration.ts";
import type { FieldBuilder, ModelClass } from "../fields/declaration.ts";

/** Django's `class Meta`, without the types of the model's fields. */
export interface DeclaredOptions {
  /** The app of a model outside any app's models.ts. */
  readonly appLabel?: string;
  readonly dbTable?: string;
  readonly dbTableComment?: string;
  readonly verboseName?: string;
  readonly verboseNamePlural?: string;
  readonly ordering?: readonly unknown[];
  readonly orderWithRespectTo?: string;
  readonly indexes?: readonly unknown[];
  readonly uniqueTogether?: readonly (readonly string[])[];
  readonly constraints?: readonly unknown[];
  /** Whether it shares its parent's table. */
  readonly proxy?: boolean;
  /** Whether migrations create its table. Default true. */
  readonly managed?: boolean;
  /** The setting that can replace the model: `AUTH_USER_MODEL`. */
  readonly swappable?: string;
  readonly getLatestBy?: string | readonly string[];
  /** Permissions besides `defaultPermissions`: `[["can_publish", "Can publish"]]`. */
  readonly permissions?: readonly (readonly [codename: string, name: string])[];
  /** Default `["add", "change", "delete", "view"]`. */
  readonly defaultPermissions?: readonly string[];
  readonly defaultRelatedName?: string;
  readonly querySet?: unknown;
}

/** A model as declared. */
export interface ModelDeclaration {
  /** Returns the user's class, which may not be defined yet. */
  readonly self: () => unknown;
  /** In the order of declaration, those of abstract bases first. */
  readonly fields: Readonly<Record<string, FieldBuilder>>;
  readonly options: DeclaredOptions;
  /** The parent model, with its own table or, for a proxy, the same. */
  readonly parent?: ModelClass;
}

export type { FieldDeclaration };
