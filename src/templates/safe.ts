/** Text that may go into HTML as it is, and the escaping of everything else. */
import { isPlainObject } from "../values/index.ts";
import { text } from "./runtime/text.ts";
import { SafeString } from "./safe-string.ts";

export { SafeString } from "./safe-string.ts";

/** Objects that know their own HTML, by the convention Django and others use. */
export interface Html {
  __html__(): unknown;
}

const special = /[&<>"']/;

/** Escapes `&`, `<`, `>`, `"` and `'`, whether or not the text is escaped already. */
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
 * Marks a value's text as safe for HTML: it will not be escaped again. Only for text you made yourself.
 *
 * @example
 * const rule = markSafe("<hr>");
 */
export function markSafe(value: unknown): SafeString {
  return value instanceof SafeString ? value : new SafeString(htmlOf(value) ?? text(value));
}

/**
 * Escapes a value's text, even if it is safe already.
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
 * Builds HTML: every `{}` of the format is replaced by the next value, escaped unless it is safe.
 * `{name}` and `{0}` take a value by name or number; `{{` and `}}` stand for the braces.
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

/** The HTML an object gives for itself; undefined when it gives none. */
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
