/** Finds references to other files in CSS and JavaScript and rewrites them, as Django does. */

/** Finds and writes one kind of reference. */
export interface Reference {
  /** Has a group `url`. */
  readonly pattern: RegExp;
  readonly write: (url: string, groups: Readonly<Record<string, string>>) => string;
}

/** Python's `\s` for text. */
const S = String.raw`[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]`;
const WORD = String.raw`[\p{L}\p{N}_]`;
/** Any text on one line: Python's `.` only stops at a line feed. */
const ANY = String.raw`[^\n]`;
const LINE_START = String.raw`(?<![^\n])`;
const LINE_END = String.raw`(?![^\n])`;

function reference(source: string, flags: string, write: Reference["write"]): Reference {
  return { pattern: new RegExp(source, flags), write };
}

const css: readonly Reference[] = [
  reference(`url\\(['"]?${S}*(?<url>${ANY}*?)["']?\\)`, "giu", (url) => `url("${url}")`),
  reference(`@import${S}*["']${S}*(?<url>${ANY}*?)["']`, "giu", (url) => `@import url("${url}")`),
  reference(
    `${LINE_START}/\\*#[ \\t]sourceMappingURL=(?<url>${ANY}*)[ \\t]*\\*/${LINE_END}`,
    "gu",
    (url) => `/*# sourceMappingURL=${url} */`,
  ),
];

const javascript: readonly Reference[] = [
  reference(
    `${LINE_START}//# sourceMappingURL=(?<url>${ANY}*)${LINE_END}`,
    "gu",
    (url) => `//# sourceMappingURL=${url}`,
  ),
];

const modules: readonly Reference[] = [
  reference(
    `import(?<what>(?:${S}|\\{)[^]*?|\\*${S}*as${S}*${WORD}+)${S}*from${S}*['"](?<url>[./]${ANY}*?)["']${S}*;`,
    "giu",
    (url, { what }) => `import${what} from "${url}";`,
  ),
  reference(
    `export(?<what>(?:${S}|\\{)[^]*?)${S}*from${S}*["'](?<url>[./]${ANY}*?)["']${S}*;`,
    "giu",
    (url, { what }) => `export${what} from "${url}";`,
  ),
  reference(`import${S}*['"](?<url>[./]${ANY}*?)["']${S}*;`, "giu", (url) => `import"${url}";`),
  reference(`import\\(["'](?<url>${ANY}*?)["']\\)`, "giu", (url) => `import("${url}")`),
];

/** The kinds of references to look for in a file of this name, in order; none for most files. */
export function referencesIn(name: string, jsModules: boolean): readonly Reference[] {
  if (name.endsWith(".css")) return css;
  if (!name.endsWith(".js")) return [];
  return jsModules ? [...javascript, ...modules] : javascript;
}

/** @param convert Returns the new URL, or `undefined` to keep the reference. */
export function rewrite(
  text: string,
  { pattern, write }: Reference,
  convert: (url: string) => string | undefined,
): string {
  return text.replace(pattern, (...found: unknown[]): string => {
    const groups = stringsOf(found.at(-1));
    const url = convert(groups["url"] ?? "");
    return url === undefined ? String(found[0]) : write(url, groups);
  });
}

function stringsOf(groups: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(Object(groups)).map(([name, value]) => [name, String(value)]),
  );
}
