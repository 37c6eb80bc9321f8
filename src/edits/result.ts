/** What an edit made of a file's text. */
export interface EditResult {
  /** The whole new text; the old one, if nothing had to change. */
  readonly text: string;
  readonly changed: boolean;
  /** What was done, or why nothing was, in one sentence for the user. */
  readonly message: string;
}
