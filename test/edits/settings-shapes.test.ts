/** Where a settings file may keep its list. */
import { describe, it } from "node:test";
import { gains } from "./settings-file.ts";

describe("an exported constant", () => {
  it("may be `as const`", () => {
    gains("export const INSTALLED_APPS = ['blog'«, 'webapp'»] as const;\n");
  });

  it("may satisfy a type", () => {
    gains("export const INSTALLED_APPS = ['blog'«, 'webapp'»] satisfies string[];\n");
  });

  it("may do both, in parentheses", () => {
    gains(
      "export const INSTALLED_APPS = (['blog'«, 'webapp'»] as const) satisfies readonly string[];\n",
    );
  });

  it("may have a type with brackets", () => {
    gains("export const INSTALLED_APPS: readonly (string | App)[] = ['blog'«, 'webapp'»];\n");
  });

  it("may assert its type in front", () => {
    gains("export const INSTALLED_APPS = <string[]>['blog'«, 'webapp'»];\n");
  });

  it("may be a variable never assigned again", () => {
    gains("export let INSTALLED_APPS: string[] = ['blog'«, 'webapp'»];\n");
  });

  it("may be exported further down", () => {
    gains("const INSTALLED_APPS = ['blog'«, 'webapp'»];\nexport { INSTALLED_APPS };\n");
  });

  it("may be exported under this name", () => {
    gains("const apps = ['blog'«, 'webapp'»];\nexport { apps as INSTALLED_APPS };\n");
  });

  it("may be another name for a list", () => {
    gains("const apps = ['blog'«, 'webapp'»];\nexport const INSTALLED_APPS = apps;\n");
  });

  it("may be declared together with others", () => {
    gains("export const DEBUG = true, INSTALLED_APPS = ['blog'«, 'webapp'»], X = ['y'];\n");
  });

  it("may spread another list in front", () => {
    gains("const BASE = ['a'];\nexport const INSTALLED_APPS = [...BASE, 'blog'«, 'webapp'»];\n");
  });

  it("may spread another list at the end", () => {
    gains(
      "import { EXTRA } from './x.ts';\nexport const INSTALLED_APPS = ['a', ...EXTRA«, 'webapp'»];\n",
    );
  });

  it("may spread an imported list `as const`", () => {
    gains(
      "import { B } from './b.ts';\nexport const INSTALLED_APPS = [...B«, 'webapp'»] as const;\n",
    );
  });

  it("may end in a list that depends on a condition", () => {
    gains("export const INSTALLED_APPS = ['a', ...(DEBUG ? ['debug'] : [])«, 'webapp'»];\n");
  });

  it("may concatenate a list written out", () => {
    gains(
      "const BASE = ['a'];\nexport const INSTALLED_APPS = BASE.concat(['blog'«, 'webapp'»]);\n",
    );
  });

  it("may have a list concatenated to it", () => {
    gains(
      "import { B } from './b.ts';\nexport const INSTALLED_APPS = ['blog'«, 'webapp'»].concat(B);\n",
    );
  });

  it("may concatenate two lists written out: the last one grows", () => {
    gains("export const INSTALLED_APPS = ['a'].concat(['b'«, 'webapp'»]);\n");
  });

  it("may be frozen", () => {
    gains("export const INSTALLED_APPS = Object.freeze(['blog'«, 'webapp'»]);\n");
  });

  it("may drop what is false", () => {
    gains("export const INSTALLED_APPS = ['a', DEBUG && 'debug'«, 'webapp'»].filter(Boolean);\n");
  });

  it("may be read elsewhere in the file", () => {
    gains(
      "export const INSTALLED_APPS = ['blog'«, 'webapp'»];\nexport const COUNT = INSTALLED_APPS.map((app) => app.length);\n",
    );
  });

  it("may hold entries that are no strings", () => {
    gains("export const INSTALLED_APPS = [blog, app('shop'), () => ['x']«, 'webapp'»];\n");
  });
});

describe("a property of the default export", () => {
  it("is found in defineSettings", () => {
    gains(
      "export default defineSettings({\n  DEBUG: true,\n  INSTALLED_APPS: [\n    'blog',«\n    'webapp',»\n  ],\n  MIDDLEWARE: ['x'],\n});\n",
    );
  });

  it("is found in a plain object", () => {
    gains("export default { INSTALLED_APPS: ['blog'«, 'webapp'»] };\n");
  });

  it("is found in an object with a type", () => {
    gains("export default { INSTALLED_APPS: ['blog'«, 'webapp'»] } satisfies Settings;\n");
  });

  it("may have a quoted key", () => {
    gains("export default defineSettings({ 'INSTALLED_APPS': ['blog'«, 'webapp'»] });\n");
  });

  it("may have a key in brackets", () => {
    gains("export default defineSettings({ ['INSTALLED_APPS']: ['blog'«, 'webapp'»] });\n");
  });

  it("may be shorthand", () => {
    gains(
      "const INSTALLED_APPS = ['blog'«, 'webapp'»];\nexport default defineSettings({ INSTALLED_APPS });\n",
    );
  });

  it("may name another variable", () => {
    gains(
      "const apps = ['blog'«, 'webapp'»];\nexport default defineSettings({ INSTALLED_APPS: apps });\n",
    );
  });

  it("may be shorthand for an exported constant", () => {
    gains(
      "export const INSTALLED_APPS = ['blog'«, 'webapp'»];\nexport default { INSTALLED_APPS };\n",
    );
  });

  it("may be in an object with a name", () => {
    gains(
      "const settings = defineSettings({ INSTALLED_APPS: ['blog'«, 'webapp'»] });\nexport default settings;\n",
    );
  });

  it("may be in an object exported as default further down", () => {
    gains(
      "const s: Settings = { INSTALLED_APPS: ['blog'«, 'webapp'»] };\nexport { s as default };\n",
    );
  });

  it("may be passed by name", () => {
    gains(
      "const s = { INSTALLED_APPS: ['blog'«, 'webapp'»] };\nexport default defineSettings(s);\n",
    );
  });

  it("may be wrapped several times", () => {
    gains(
      "export default Object.freeze(defineSettings(merge(base, { INSTALLED_APPS: ['a'«, 'webapp'»] })));\n",
    );
  });

  it("may follow a spread it replaces", () => {
    gains(
      "import base from './base.ts';\nexport default { ...base, INSTALLED_APPS: ['a'«, 'webapp'»] };\n",
    );
  });

  it("may spread the list it replaces", () => {
    gains(
      "import base from './base.ts';\nexport default { ...base, INSTALLED_APPS: [...base.INSTALLED_APPS«, 'webapp'»] };\n",
    );
  });

  it("may come from an object in this file that is spread", () => {
    gains(
      "const base = { INSTALLED_APPS: ['a'«, 'webapp'»] };\nexport default { ...base, DEBUG: true };\n",
    );
  });

  it("may stand before a spread that does not have it", () => {
    gains(
      "const more = { DEBUG: true };\nexport default { INSTALLED_APPS: ['a'«, 'webapp'»], ...more };\n",
    );
  });

  it("may stand before a spread that depends on a condition but does not have it", () => {
    gains(
      "export default { INSTALLED_APPS: ['a'«, 'webapp'»], ...(DEBUG && { LOG: 1 }), ...(X ? { Y: 1 } : {}) };\n",
    );
  });

  it("may be merged with what is in view", () => {
    gains(
      "const more = { X: 1 };\nexport default merge({ INSTALLED_APPS: ['a'«, 'webapp'»] }, more, true);\n",
    );
  });

  it("may spread itself in a circle next to it", () => {
    gains("const a = { ...a };\nexport default { ...a, INSTALLED_APPS: ['a'«, 'webapp'»] };\n");
  });

  it("is not one of the same name further inside", () => {
    gains(
      "export default {\n  TEST: { INSTALLED_APPS: ['no'] },\n  INSTALLED_APPS: ['a'«, 'webapp'»],\n};\n",
    );
  });

  it("is not another list that looks like it", () => {
    gains(
      "export default {\n  NOT_INSTALLED_APPS: ['no'],\n  // INSTALLED_APPS: ['no'],\n  X: \"INSTALLED_APPS: ['no']\",\n  INSTALLED_APPS: ['a'«, 'webapp'»],\n};\n",
    );
  });

  it("is not a variable of another function", () => {
    gains(
      "export default { INSTALLED_APPS: ['a'«, 'webapp'»] };\nfunction other() {\n  const INSTALLED_APPS = ['b'];\n  return INSTALLED_APPS;\n}\n",
    );
  });
});
