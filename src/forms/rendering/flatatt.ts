import { formatHtml, SafeString } from "../../templates/index.ts";

/** Attributes of an element: text, `true` for one without a value, `false` or nothing for none. */
export type Attrs = Record<string, unknown>;

/**
 * Attributes as HTML, each with a space in front: those with a value first, both in the order of their names.
 *
 * @example
 * const html = formatHtml("<input{}>", flatatt({ type: "text", required: true }));
 */
export function flatatt(attrs: Readonly<Attrs>): SafeString {
  const named = Object.entries(attrs).sort(([one], [other]) => (one < other ? -1 : 1));
  const valued = named.filter(
    ([, value]) => typeof value !== "boolean" && value !== null && value !== undefined,
  );
  const alone = named.filter(([, value]) => value === true);
  return new SafeString(
    valued.map(([name, value]) => formatHtml(' {}="{}"', name, value).value).join("") +
      alone.map(([name]) => formatHtml(" {}", name).value).join(""),
  );
}
