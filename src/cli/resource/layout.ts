/** Formats generated code as formatters do: on one line of up to 100 characters, otherwise one item per line. */

export const WIDTH = 100;

/**
 * Formats `before` + items + `after`, on one line if it fits.
 *
 * @param indent Indentation of the line with `before`.
 * @param pad Space inside the brackets on a single line: one for braces.
 */
export function fitted(
  before: string,
  items: readonly string[],
  after: string,
  { indent = "", pad = "" }: { readonly indent?: string; readonly pad?: string } = {},
): string {
  const line = `${indent}${before}${pad}${items.join(", ")}${pad}${after}`;
  if (!line.includes("\n") && line.length <= WIDTH) return line;
  const lines = items.map((each) => `${indent}  ${each},\n`);
  return `${indent}${before}\n${lines.join("")}${indent}${after}`;
}

/** An import of names. */
export function importLine(names: readonly string[], from: string): string {
  return fitted("import {", names, `} from ${JSON.stringify(from)};`, { pad: " " });
}

/** `class Name extends Mixin(Base) {` */
export function classHead(before: string, base: string, after = ") {"): string {
  const line = `${before}${base}${after}`;
  return line.length <= WIDTH ? line : `${before}\n  ${base},\n${after}`;
}
