/** The result of editing a file's text. */
export interface EditResult {
  /** The whole new text; the old one if nothing had to change. */
  readonly text: string;
  readonly changed: boolean;
  /** A sentence for the user: what was done, or why nothing was. */
  readonly message: string;
}
