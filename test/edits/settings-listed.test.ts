/** An app that the file names already is never listed a second time. */
import { describe, it } from "node:test";
import { gains, keeps } from "./settings-file.ts";

describe("an app is listed already", () => {
  it("as a string", () => keeps("export const INSTALLED_APPS = ['webapp', 'blog'];\n"));

  it("in other quotes", () => keeps('export const INSTALLED_APPS = ["webapp"];\n'));

  it("as a template", () => keeps("export const INSTALLED_APPS = [`webapp`];\n"));

  it("with escapes", () => keeps("export const INSTALLED_APPS = ['web\\u0061pp'];\n"));

  it("with a type", () => keeps("export const INSTALLED_APPS = [('webapp' as App)];\n"));

  it("through a variable", () => {
    keeps("const WEB = 'webapp';\nexport const INSTALLED_APPS = [WEB];\n");
  });

  it("in a list of this file that is spread", () => {
    keeps("const MINE = ['webapp'];\nexport const INSTALLED_APPS = ['a', ...MINE];\n");
  });

  it("in a list spread in place", () => keeps("export const INSTALLED_APPS = [...['webapp']];\n"));

  it("in a list that is concatenated", () => {
    keeps("const MINE = ['webapp'];\nexport const INSTALLED_APPS = MINE.concat(['a']);\n");
  });

  it("under a condition", () => {
    keeps("export const INSTALLED_APPS = ['a', ...(DEBUG ? ['webapp'] : [])];\n");
  });

  it("by a later push, once the user has pasted it there", () => {
    keeps("export const INSTALLED_APPS = ['a'];\nINSTALLED_APPS.push('webapp');\n");
  });

  it("in an argument of the function that computes the list, once pasted there", () => {
    keeps("export const INSTALLED_APPS = collectApps(['a', 'webapp']);\n");
  });
});

describe("an app is not listed yet", () => {
  it("when only a comment has its name", () => {
    gains(
      "export const INSTALLED_APPS = [\n  'a', // not 'webapp',«\n  'webapp',»\n  // 'webapp',\n];\n",
    );
  });

  it("when another list has its name", () => {
    gains("export const OTHERS = ['webapp'];\nexport const INSTALLED_APPS = ['a'«, 'webapp'»];\n");
  });

  it("when its name is part of another", () => {
    gains("export const INSTALLED_APPS = ['webapp2', 'my/webapp'«, 'webapp'»];\n");
  });

  it("when a condition compares with its name", () => {
    gains("export const INSTALLED_APPS = [...(SITE === 'webapp' ? ['a'] : [])«, 'webapp'»];\n");
  });

  it("when an option of an entry has its name", () => {
    gains("export const INSTALLED_APPS = [app({ label: 'webapp' })«, 'webapp'»];\n");
  });
});
