import type { OneOff } from "./field-operations.ts";

/** What only a person can know. */
export interface Answers {
  /** Whether `to` is the old model `from` of an app under a new name. */
  isModelRename(app: string, from: string, to: string): Promise<boolean>;
  /** Whether `to` is the old field `from` of a model under a new name. */
  isRename(model: string, from: string, to: string): Promise<boolean>;
  /** What rows that are there get in a field that takes no null and has no default. */
  oneOffDefault(model: string, field: string): Promise<NonNullable<OneOff["oneOffDefault"]>>;
}
