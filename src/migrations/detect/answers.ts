import type { OneOff } from "../operations/field-operations.ts";

/** Questions that only a person can answer. */
export interface Answers {
  /** Whether model `from` of an app was renamed to `to`; both have the same fields. */
  isModelRename(app: string, from: string, to: string): Promise<boolean>;
  /** Whether field `from` of a model was renamed to `to`; both are the same. */
  isRename(model: string, from: string, to: string): Promise<boolean>;
  /** The value for existing rows in a field that cannot be null and has no default. */
  oneOffDefault(model: string, field: string): Promise<NonNullable<OneOff["oneOffDefault"]>>;
  /**
   * The stated new name of a removed model (`Question`) or field (`Question.text`), which may also have
   * changed otherwise.
   *
   * @param fresh Names that are new; any other name is not a valid answer.
   */
  saidRename(gone: string, fresh: readonly string[]): string | undefined;
}
