import type { FieldDeclaration } from "../fields/declaration.ts";
import type { FieldBuilder, ModelClass } from "../fields/declaration.ts";

/** Django's `class Meta`, once the model's fields no longer matter. */
export interface DeclaredOptions {
  /** The app, of a model that is in no app's models.ts. */
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
  /** Whether it shares the table of the model it extends. */
  readonly proxy?: boolean;
  /** Whether migrations make its table. Default true. */
  readonly managed?: boolean;
  /** The setting that names the model to use instead: `AUTH_USER_MODEL`. */
  readonly swappable?: string;
  readonly getLatestBy?: string | readonly string[];
  /** Permissions besides those of `defaultPermissions`: `[["can_publish", "Can publish"]]`. */
  readonly permissions?: readonly (readonly [codename: string, name: string])[];
  /** Default `["add", "change", "delete", "view"]`. */
  readonly defaultPermissions?: readonly string[];
  readonly defaultRelatedName?: string;
  readonly querySet?: unknown;
}

/** A model as it was declared. */
export interface ModelDeclaration {
  /** The class the user wrote, which may not be defined yet while this is made. */
  readonly self: () => unknown;
  /** In the order of declaration; those of abstract bases first. */
  readonly fields: Readonly<Record<string, FieldBuilder>>;
  readonly options: DeclaredOptions;
  /** The model it extends, with a table of its own or, for a proxy, the same. */
  readonly parent?: ModelClass;
}

export type { FieldDeclaration };
