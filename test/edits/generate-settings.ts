/** Settings files that are valid, editable and strange, from a seed. */

import { trivia, writer, type Writer } from "./writer.ts";

export interface GeneratedSettings {
  readonly source: string;
  /** Whether it has 'webapp' in its list already. */
  readonly isListed: boolean;
}

export function generateSettings(seed: number): GeneratedSettings {
  const write = writer(seed);
  const isListed = write.chance(0.1);
  const array = list(write, isListed);
  const { eol, end } = write;
  const others = decoys(write);
  const statements = [
    `const OTHERS = ['other']${end}`,
    ...others.slice(0, 2),
    ...shape(write, array),
    ...others.slice(2),
  ];
  const start = write.pick([
    "",
    "",
    "\uFEFF",
    `#!/usr/bin/env node${eol}`,
    `// settings${eol}${eol}`,
  ]);
  const source = start + imports(write) + statements.join(write.pick([eol, eol + eol]));
  return { source: source + write.pick(["", eol, eol + eol]), isListed };
}

function imports({ eol, end }: Writer): string {
  return `import { defineSettings, call, flag } from "mkweb/conf"${end}${eol}`;
}

/** Layouts people write, besides the wild one with anything anywhere. */
function list(write: Writer, isListed: boolean): string {
  const { pick, chance, many, eol, indent } = write;
  const items = many(5).map(() => item(write));
  if (isListed) items.splice(Math.floor(items.length / 2), 0, pick(["'webapp'", '"webapp"']));
  const layout = pick(["wild", "wild", "line", "lines", "comma-first"]);
  if (layout === "line") {
    const trailing = items.length > 0 && chance(0.3) ? "," : "";
    return `[${pick(["", " "])}${items.join(pick([", ", ","]))}${trailing}${pick(["", " "])}]`;
  }
  if (layout === "lines") {
    const comment = () => pick(["", "", " // 'webapp'", " /* ] */"]);
    const lines = items.map((each, at) => {
      const comma = at < items.length - 1 || chance(0.7) ? "," : "";
      return `${eol}${indent}${each}${comma}${comment()}`;
    });
    return `[${comment()}${lines.join("")}${eol}]`;
  }
  if (layout === "comma-first") return `[ ${items.join(`${eol}${indent}, `)}${eol}${indent}]`;
  const body = items.map((each) => `${trivia(write)}${each}${trivia(write)}`).join(",");
  const trailing = items.length > 0 && chance(0.4) ? `,${trivia(write)}` : "";
  return `[${items.length === 0 ? trivia(write, 4) : body}${trailing}]`;
}

function item({ pick, eol }: Writer): string {
  return pick([
    "'mkweb/sessions'",
    '"blog"',
    "`shop`",
    "'web\\'app'",
    "'a, b] // c'",
    '"/* [ */"',
    "`two\n  lines, ]`",
    "('polls' as string)",
    "<string>'forum'",
    "'x' satisfies string",
    "...['inner', 'list']",
    "...OTHERS",
    "...(flag ? ['on'] : [])",
    `...call({${eol}  label: 'webapp',${eol}})`,
    "call(['nested', [1, 2]])",
    "call(/[,\\]]/.source)",
    "call(() => ['function'])",
    "flag && 'debug'",
    "OTHERS[0]",
    "'こんにちは'",
  ]);
}

/** The ways a settings file may define the list. */
function shape({ pick, eol, indent, end }: Writer, array: string): string[] {
  const value = pick([
    array,
    array,
    `${array} as const`,
    `(${array})`,
    `(${array} as readonly unknown[])`,
    `<unknown[]>${array}`,
    `${array}!`,
    `Object.freeze(${array})`,
    `OTHERS.concat(${array})`,
    `${array}.concat(OTHERS)`,
    `${array}.filter(Boolean)`,
  ]);
  const type = pick(["", "", ": readonly unknown[]", ": (string | unknown)[]"]);
  const key = pick(["INSTALLED_APPS", "'INSTALLED_APPS'", '["INSTALLED_APPS"]']);
  const object = `{${eol}${indent}DEBUG: true,${eol}${indent}${key}: ${value},${eol}${indent}X: ['y'],${eol}}`;
  return pick([
    [`export const INSTALLED_APPS${type} = ${value}${end}`],
    [`export let INSTALLED_APPS${type} = ${value}${end}`],
    [`export const DEBUG = true, INSTALLED_APPS${type} = ${value}, X = ['y']${end}`],
    [`const INSTALLED_APPS${type} = ${value}${end}`, `export { INSTALLED_APPS }${end}`],
    [`const apps${type} = ${value}${end}`, `export { apps as INSTALLED_APPS }${end}`],
    [`const apps${type} = ${value}${end}`, `export const INSTALLED_APPS = apps${end}`],
    [`export default defineSettings(${object})${end}`],
    [`export default ${object}${end}`],
    [`export default ${object} satisfies object${end}`],
    [`const settings = ${object}${end}`, `export default settings${end}`],
    [`const settings = defineSettings(${object})${end}`, `export { settings as default }${end}`],
    [`const base = ${object}${end}`, `export default defineSettings({ ...base, MORE: 1 })${end}`],
    [`const INSTALLED_APPS = ${value}${end}`, `export default { INSTALLED_APPS }${end}`],
    [`const apps = ${value}${end}`, `export default { INSTALLED_APPS: apps }${end}`],
    [`export default defineSettings(Object.freeze(${object}))${end}`],
  ]);
}

/** Statements that only look like the list. */
function decoys({ pick, many, eol, end }: Writer): string[] {
  const statements = [
    `// INSTALLED_APPS = ['webapp']`,
    `/* export const INSTALLED_APPS = ['webapp'];${eol} */`,
    `const TEXT = "INSTALLED_APPS: ['webapp']"${end}`,
    `export type Apps = ['webapp']${end}`,
    `function local() {${eol}  const INSTALLED_APPS = ['webapp']${end}${eol}  return INSTALLED_APPS${end}${eol}}`,
    `export const MIDDLEWARE = ['webapp', 'b']${end}`,
    `export interface INSTALLED_APPS_ { list: ['webapp'] }`,
  ];
  const chosen = new Set(many(5).map(() => pick(statements)));
  return [...chosen];
}
