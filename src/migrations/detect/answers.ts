import type { OneOff } from "../operations/field-operations.ts";

/** What only a person can know. */
export interface Answers {
  /** Whether `to` is the old model `from` of an app under a new name: they have the same fields. */
  isModelRename(app: string, from: string, to: string): Promise<boolean>;
  /** Whether `to` is the old field `from` of a model under a new name: they are the same. */
  isRename(model: string, from: string, to: string): Promise<boolean>;
  /** What rows that are there get in a field that takes no null and has no default. */
  oneOffDefault(model: string, field: string): Promise<NonNullable<OneOff["oneOffDefault"]>>;
  /**
   * The new name that was said of a model (`Question`) or a field (`Question.text`) that is gone, though it may
   * have changed in other ways too.
   *
   * @param fresh The names there are now and were not before; one that is none of them is no answer.
   */
  saidRename(gone: string, fresh: readonly string[]): string | undefined;
}
