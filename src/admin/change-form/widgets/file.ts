import { ClearableFileInput } from "../../../forms/index.ts";

/** A file to choose, with a link to the one there is and a box to take it away. */
export class AdminFileWidget extends ClearableFileInput {
  static override templateName = "admin/widgets/clearable_file_input.html";
}
