/** Files whose list cannot be edited safely: nothing is changed, and the error says why. */
import { describe, it } from "node:test";
import { refuses } from "./settings-file.ts";

describe("a list is refused when it is computed", () => {
  it("by a function", () => {
    refuses(
      "export const INSTALLED_APPS = collectApps(['a']);\n",
      "INSTALLED_APPS is computed with collectApps() (line 1)",
    );
  });

  it("by a method that may drop or change entries", () => {
    refuses(
      "export const INSTALLED_APPS = ['a', 'b'].map((app) => `apps/${app}`);\n",
      "INSTALLED_APPS is computed with .map() (line 1)",
    );
  });

  it("from a condition", () => {
    refuses(
      "export const INSTALLED_APPS = DEBUG ? ['a'] : ['b'];\n",
      "INSTALLED_APPS is one of two lists, decided at run time (line 1)",
    );
  });

  it("from a string", () => {
    refuses(
      "export const INSTALLED_APPS = 'a,b'.split(',');\n",
      "INSTALLED_APPS is computed with .split() (line 1)",
    );
  });

  it("with await", () => {
    refuses(
      "export const INSTALLED_APPS = await load();\n",
      "INSTALLED_APPS is computed at run time (line 1)",
    );
  });

  it("by a getter", () => {
    refuses(
      "export default { get INSTALLED_APPS() { return ['a']; } };\n",
      "INSTALLED_APPS is computed by a function",
    );
  });

  it("by a function that returns the settings", () => {
    refuses(
      "export default defineSettings(() => ({ INSTALLED_APPS: ['a'] }));\n",
      "it defines no INSTALLED_APPS",
    );
  });

  it("by taking it out of an object", () => {
    refuses(
      "export const { INSTALLED_APPS } = base;\n",
      "INSTALLED_APPS does not get its value from an initialiser (line 1)",
    );
  });

  it("from itself", () => {
    refuses(
      "export const INSTALLED_APPS = apps;\nvar apps = INSTALLED_APPS;\n",
      "INSTALLED_APPS is apps, which is not a list literal in this file",
    );
  });
});

describe("a list is refused when it goes round in circles", () => {
  it("by concatenation", () => {
    refuses(
      "export const INSTALLED_APPS = more.concat(x);\nvar more = INSTALLED_APPS.concat(y);\n",
      "INSTALLED_APPS refers to itself (line 1)",
    );
  });

  it("by freezing", () => {
    refuses(
      "export const INSTALLED_APPS = Object.freeze(INSTALLED_APPS);\n",
      "INSTALLED_APPS refers to itself (line 1)",
    );
  });

  it("by objects that spread each other", () => {
    refuses(
      "const a = { ...b };\nconst b = { ...a };\nexport default { ...b };\n",
      "it defines no INSTALLED_APPS",
    );
  });
});

describe("a list is refused when it is in another file", () => {
  it("imported and exported", () => {
    refuses(
      "import { INSTALLED_APPS } from './apps.ts';\nexport { INSTALLED_APPS };\n",
      "INSTALLED_APPS comes from './apps.ts'",
    );
  });

  it("exported from there", () => {
    refuses(
      "export { apps as INSTALLED_APPS } from './apps.ts';\n",
      "INSTALLED_APPS comes from './apps.ts'",
    );
  });

  it("imported into the settings object", () => {
    refuses(
      "import { INSTALLED_APPS } from './apps.ts';\nexport default defineSettings({ INSTALLED_APPS });\n",
      "INSTALLED_APPS comes from './apps.ts'",
    );
  });

  it("imported under another name", () => {
    refuses(
      "import apps from './apps.ts';\nexport const INSTALLED_APPS = apps;\n",
      "INSTALLED_APPS comes from './apps.ts'",
    );
  });

  it("as the settings it spreads", () => {
    refuses(
      "import base from './base.ts';\nexport default { ...base, DEBUG: true };\n",
      "it defines no INSTALLED_APPS",
    );
  });
});

describe("a list is refused when it is not found", () => {
  it("in an empty file", () => refuses("", "it defines no INSTALLED_APPS"));

  it("in a file that only speaks of it", () => {
    refuses("// INSTALLED_APPS = ['a']\nexport default {};\n", "it defines no INSTALLED_APPS");
  });

  it("among the exports", () => {
    refuses("const INSTALLED_APPS = ['a'];\n", "INSTALLED_APPS is not exported");
  });

  it("because it is misspelt", () => {
    refuses("export const INSTALLED_APP = ['a'];\n", "it defines no INSTALLED_APPS");
  });

  it("because it is CommonJS", () => {
    refuses("module.exports = { INSTALLED_APPS: ['a'] };\n", "it defines no INSTALLED_APPS");
  });

  it("at the top level", () => {
    refuses(
      "function settings() {\n  const INSTALLED_APPS = ['a'];\n}\nexport default settings();\n",
      "it defines no INSTALLED_APPS",
    );
  });

  it("because it is a type", () => {
    refuses("export type INSTALLED_APPS = ['a'];\n", "it defines no INSTALLED_APPS");
  });

  it("because it is only declared", () => {
    refuses(
      "export declare const INSTALLED_APPS: string[];\n",
      "INSTALLED_APPS does not get its value from an initialiser (line 1)",
    );
  });
});

describe("a list is refused when two could be meant", () => {
  it("a constant and a property", () => {
    refuses(
      "export const INSTALLED_APPS = ['a'];\nexport default { INSTALLED_APPS: ['b'] };\n",
      "INSTALLED_APPS is defined twice, in lines 1 and 2",
    );
  });

  it("two properties", () => {
    refuses(
      "export default {\n  INSTALLED_APPS: ['a'],\n  INSTALLED_APPS: ['b'],\n};\n",
      "INSTALLED_APPS is defined twice, in lines 2 and 3",
    );
  });

  it("two arguments", () => {
    refuses(
      "export default merge({ INSTALLED_APPS: ['a'] },\n  { INSTALLED_APPS: ['b'] });\n",
      "INSTALLED_APPS is defined twice, in lines 1 and 2",
    );
  });

  it("one of its own and one it spreads", () => {
    refuses(
      "const base = { INSTALLED_APPS: ['a'] };\nexport default {\n  ...base,\n  INSTALLED_APPS: ['b'],\n};\n",
      "INSTALLED_APPS is defined twice, in lines 1 and 4",
    );
  });

  it("two objects, one of which is taken", () => {
    refuses(
      "export default DEBUG ? { INSTALLED_APPS: ['a'] } : { INSTALLED_APPS: ['b'] };\n",
      "whether INSTALLED_APPS of line 1 counts is decided at run time",
    );
  });

  it("one in a spread that depends on a condition", () => {
    refuses(
      "export default {\n  INSTALLED_APPS: ['a'],\n  ...(DEBUG && { INSTALLED_APPS: ['b'] }),\n};\n",
      "whether INSTALLED_APPS of line 3 counts is decided at run time",
    );
  });

  it("because a merge may take it from its next argument", () => {
    refuses(
      "import local from './local.ts';\nexport default merge({ INSTALLED_APPS: ['a'] },\n  local);\n",
      "what line 3 adds may replace INSTALLED_APPS",
    );
  });

  it("two declarations with var", () => {
    refuses(
      "export var INSTALLED_APPS = ['a'];\nvar INSTALLED_APPS = ['b'];\n",
      "INSTALLED_APPS is defined twice, in lines 1 and 2",
    );
  });

  it("because a spread behind it may replace it", () => {
    refuses(
      "import local from './local.ts';\nexport default {\n  INSTALLED_APPS: ['a'],\n  ...local,\n};\n",
      "what line 4 adds may replace INSTALLED_APPS",
    );
  });

  it("because a computed key behind it may replace it", () => {
    refuses(
      "export default {\n  INSTALLED_APPS: ['a'],\n  [key]: ['b'],\n};\n",
      "what line 3 adds may replace INSTALLED_APPS",
    );
  });
});

describe("a list is refused when it is changed later", () => {
  it("by push", () => {
    refuses(
      "export const INSTALLED_APPS = ['a'];\nif (DEBUG) INSTALLED_APPS.push('debug');\n",
      "INSTALLED_APPS is changed by push() later (line 2)",
    );
  });

  it("by a method known only at run time", () => {
    refuses(
      "export const INSTALLED_APPS = ['a'];\nINSTALLED_APPS[how]('b');\n",
      "INSTALLED_APPS is changed by a method later (line 2)",
    );
  });

  it("by splice in a function", () => {
    refuses(
      "export const INSTALLED_APPS = ['a'];\nfunction clear() {\n  INSTALLED_APPS.splice(0);\n}\n",
      "INSTALLED_APPS is changed by splice() later (line 3)",
    );
  });

  it("by assigning another list", () => {
    refuses(
      "export let INSTALLED_APPS = ['a'];\nif (DEBUG) INSTALLED_APPS = ['b'];\n",
      "INSTALLED_APPS is assigned to later (line 2)",
    );
  });

  it("by declaring it first and giving it a list in a block", () => {
    refuses(
      "export let INSTALLED_APPS: string[];\n{\n  INSTALLED_APPS = ['a'];\n}\n",
      "INSTALLED_APPS does not get its value from an initialiser (line 1)",
    );
  });

  it("by declaring it again in a block", () => {
    refuses(
      "export var INSTALLED_APPS = ['a'];\nif (DEBUG) {\n  var INSTALLED_APPS = ['b'];\n}\n",
      "INSTALLED_APPS is declared again later (line 3)",
    );
  });

  it("by assigning to one entry", () => {
    refuses(
      "export const INSTALLED_APPS = ['a'];\nINSTALLED_APPS[0] = 'b';\n",
      "INSTALLED_APPS is assigned to later (line 2)",
    );
  });

  it("by assigning to its length", () => {
    refuses(
      "export const INSTALLED_APPS = ['a'];\nINSTALLED_APPS.length = 0;\n",
      "INSTALLED_APPS is assigned to later (line 2)",
    );
  });

  it("by destructuring into it", () => {
    refuses(
      "export let INSTALLED_APPS = ['a'];\n[INSTALLED_APPS] = [['b']];\n",
      "INSTALLED_APPS is assigned to later (line 2)",
    );
  });

  it("under another name", () => {
    refuses(
      "export const INSTALLED_APPS = ['a'];\nconst apps = INSTALLED_APPS;\napps.unshift('b');\n",
      "INSTALLED_APPS is changed by unshift() later (line 3)",
    );
  });

  it("through the settings object", () => {
    refuses(
      "const settings = { INSTALLED_APPS: ['a'] };\nsettings.INSTALLED_APPS.push('b');\nexport default settings;\n",
      "INSTALLED_APPS is changed by push() later (line 2)",
    );
  });

  it("by another list in the settings object", () => {
    refuses(
      "const settings = { INSTALLED_APPS: ['a'] };\nsettings.INSTALLED_APPS = ['b'];\nexport default settings;\n",
      "INSTALLED_APPS is assigned to later (line 2)",
    );
  });

  it("by Object.assign on the settings object", () => {
    refuses(
      "const settings = { INSTALLED_APPS: ['a'] };\nObject.assign(settings, local);\nexport default settings;\n",
      "INSTALLED_APPS is changed by assign() later (line 2)",
    );
  });

  it("through another name of the settings object", () => {
    refuses(
      "const settings = { INSTALLED_APPS: ['a'] };\nexport default settings;\nconst s = settings;\ns.INSTALLED_APPS?.push('b');\n",
      "INSTALLED_APPS is changed by push() later (line 4)",
    );
  });

  it("by replacing the settings object", () => {
    refuses(
      "let settings = { INSTALLED_APPS: ['a'] };\nsettings = { INSTALLED_APPS: ['b'] };\nexport { settings as default };\n",
      "INSTALLED_APPS is assigned to later (line 2)",
    );
  });

  it("by a key known only at run time", () => {
    refuses(
      "const settings = { INSTALLED_APPS: ['a'] };\nsettings[name] = ['b'];\nexport default settings;\n",
      "INSTALLED_APPS is assigned to later (line 2)",
    );
  });

  it("by a borrowed push", () => {
    refuses(
      "export const INSTALLED_APPS = ['a'];\nArray.prototype.push.apply(INSTALLED_APPS, more);\n",
      "INSTALLED_APPS is changed by push() later (line 2)",
    );
  });
});

describe("a list is refused when it is not whole", () => {
  it("because it has a hole", () => {
    refuses("export const INSTALLED_APPS = ['a', , 'b'];\n", "INSTALLED_APPS has a hole (line 1)");
  });

  it("because the file does not parse", () => {
    refuses(
      "export const INSTALLED_APPS = ['a' 'b'];\n",
      'the file has a syntax error: Unexpected token, expected "," (1:35)',
    );
  });

  it("because a conflict of a merge is left in it", () => {
    refuses(
      "export const INSTALLED_APPS = [\n<<<<<<< HEAD\n  'a',\n=======\n  'b',\n>>>>>>> topic\n];\n",
      "the file has a syntax error: Unexpected token (2:0)",
    );
  });

  it("because the file is cut off", () => {
    refuses(
      "export const INSTALLED_APPS = [\n  'a',\n",
      "the file has a syntax error: Unexpected token (3:0)",
    );
  });
});
