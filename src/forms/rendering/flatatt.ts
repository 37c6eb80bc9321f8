import { formatHtml, SafeString } from "../../templates/index.ts";

/** Attributes of an element: text, `true` for an attribute without a value, `false` or nothing to omit it. */
export type Attrs = Record<string, unknown>;

/**
 * Renders attributes, each with a leading space: those with a value first, each group in order.
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
