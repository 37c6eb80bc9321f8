import type { ModelInfo } from "./model-info.ts";

/** A declared index; a plain list of fields is an unnamed one. */
export interface DeclaredIndex {
  readonly name?: string;
  readonly fields?: readonly string[];
  readonly expressions?: readonly unknown[];
  readonly condition?: unknown;
  readonly include?: readonly string[];
  readonly using?: string;
  readonly opclasses?: readonly string[];
}

/** A declared constraint: a check, a unique or an exclusion constraint. */
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

/** Returns a model's declared indexes with complete names. */
export function indexesOf(info: ModelInfo): readonly DeclaredIndex[] {
  return (info.options.indexes ?? []).map((declared) => {
    if (Array.isArray(declared)) return { fields: declared as readonly string[] };
    const index = declared as DeclaredIndex;
    return index.name === undefined ? index : { ...index, name: filled(index.name, info) };
  });
}

/** Returns a model's declared constraints with complete names. */
export function constraintsOf(info: ModelInfo): readonly DeclaredConstraint[] {
  return (info.options.constraints ?? []).map((declared) => {
    const constraint = declared as DeclaredConstraint;
    return { ...constraint, name: filled(constraint.name, info) };
  });
}

/** Replaces `%(class)s` and `%(app_label)s`, for models of an abstract base. */
function filled(name: string, { modelName, appLabel }: ModelInfo): string {
  return name.replaceAll("%(class)s", modelName).replaceAll("%(app_label)s", appLabel);
}
