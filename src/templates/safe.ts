/** Safe text for HTML, and escaping of everything else. */
import { isPlainObject } from "../values/index.ts";
import { text } from "./runtime/text.ts";
import { SafeString } from "./safe-string.ts";

export { SafeString } from "./safe-string.ts";

/** Objects with their own HTML, by the convention of Django and others. */
export interface Html {
  __html__(): unknown;
}

const special = /[&<>"']/;

/** Escapes `&`, `<`, `>`, `"` and `'`, even if the text is already escaped. */
export function escapeText(value: string): string {
  if (!special.test(value)) return value;
  let out = "";
  let last = 0;
  for (let at = 0; at < value.length; at++) {
    let entity: string;
    switch (value.charCodeAt(at)) {
      case 38:
        entity = "&amp;";
        break;
      case 60:
        entity = "&lt;";
        break;
      case 62:
        entity = "&gt;";
        break;
      case 34:
        entity = "&quot;";
        break;
      case 39:
        entity = "&#x27;";
        break;
      default:
        continue;
    }
    out += value.slice(last, at) + entity;
    last = at + 1;
  }
  return out + value.slice(last);
}

/**
 * Marks a value's text as safe HTML, which is not escaped again. Only for text you wrote yourself.
 *
 * @example
 * const rule = markSafe("<hr>");
 */
export function markSafe(value: unknown): SafeString {
  return value instanceof SafeString ? value : new SafeString(htmlOf(value) ?? text(value));
}

/**
 * Escapes a value's text, even if it is marked as safe.
 *
 * @example
 * console.log(String(escape("<b>"))); // &lt;b&gt;
 */
export function escape(value: unknown): SafeString {
  return new SafeString(escapeText(text(value)));
}

/**
 * Escapes a value's text unless it is marked as safe.
 *
 * @example
 * console.log(String(conditionalEscape(markSafe("<hr>")))); // <hr>
 */
export function conditionalEscape(value: unknown): SafeString {
  if (value instanceof SafeString) return value;
  if (typeof value === "string") return new SafeString(escapeText(value));
  return new SafeString(htmlOf(value) ?? escapeText(text(value)));
}

/**
 * Builds HTML: replaces every `{}` of the format by the next value, escaped unless it is safe. `{name}` and
 * `{0}` insert a value by name or number; `{{` and `}}` print braces.
 *
 * @example
 * const link = formatHtml('<a href="{}">{}</a>', "/polls/7/", "<b> is escaped");
 */
export function formatHtml(format: string, ...values: readonly unknown[]): SafeString {
  const last = values.at(-1);
  const named: Readonly<Record<string, unknown>> = isPlainObject(last) ? last : {};
  let next = 0;
  const out = format.replaceAll(/\{\{|\}\}|\{(\w*)\}/g, (whole, name: string | undefined) => {
    if (name === undefined) return whole.slice(1);
    const value =
      name === "" ? values[next++] : /^\d+$/.test(name) ? values[Number(name)] : own(named, name);
    return conditionalEscape(value).value;
  });
  return new SafeString(out);
}

/**
 * Joins the results of {@link formatHtml} over rows of values.
 *
 * @example
 * const list = formatHtmlJoin("\n", "<li>{}: {}</li>", [["Yes", 3], ["No", 1]]);
 */
export function formatHtmlJoin(
  separator: unknown,
  format: string,
  rows: Iterable<readonly unknown[]>,
): SafeString {
  const parts = Array.from(rows, (row) => formatHtml(format, ...row).value);
  return new SafeString(parts.join(conditionalEscape(separator).value));
}

/** An object's own HTML; `undefined` if it has none. */
export function htmlOf(value: unknown): string | undefined {
  return hasHtml(value) ? String(value.__html__()) : undefined;
}

function hasHtml(value: unknown): value is Html {
  return (
    typeof value === "object" &&
    value !== null &&
    "__html__" in value &&
    typeof value.__html__ === "function"
  );
}

function own(record: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
