import { ClearableFileInput } from "../../../forms/index.ts";

/** A file input with a link to the current file and a checkbox to clear it. */
export class AdminFileWidget extends ClearableFileInput {
  static override templateName = "admin/widgets/clearable_file_input.html";
}
