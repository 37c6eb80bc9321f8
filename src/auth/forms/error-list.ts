import { formatHtml, formatHtmlJoin, type SafeString } from "../../templates/index.ts";

/** What is wrong with a field or a form; a template prints it as a list. */
export class ErrorList extends Array<string> {
  /** Where the field points to with `aria-describedby`. */
  id = "";
  /** Added to the class of the list. */
  kind = "";

  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  __html__(): SafeString | "" {
    if (this.length === 0) return "";
    const items = formatHtmlJoin(
      "",
      "<li>{}</li>",
      Array.from(this, (message) => [message]),
    );
    const id = this.id === "" ? "" : formatHtml(' id="{}"', this.id);
    return formatHtml('<ul class="errorlist{}"{}>{}</ul>', this.kind, id, items);
  }
}
