/** The new entry is written the way the list is written, and nothing else moves. */
import { describe, it } from "node:test";
import { gains } from "./settings-file.ts";

describe("a list on one line", () => {
  it("gets the entry at its end", () => {
    gains("export const INSTALLED_APPS = ['mkweb/sessions', 'blog'«, 'webapp'»];\n");
  });

  it("keeps its trailing comma", () => {
    gains("export const INSTALLED_APPS = ['blog',« 'webapp',»];\n");
  });

  it("keeps a trailing comma with a space behind it", () => {
    gains("export const INSTALLED_APPS = ['blog',« 'webapp',» ];\n");
  });

  it("keeps spaces inside its brackets", () => {
    gains("export const INSTALLED_APPS = [ 'blog'«, 'webapp'» ];\n");
  });

  it("keeps commas without spaces", () => {
    gains("export const INSTALLED_APPS=['a','b'«,'webapp'»]\n");
  });

  it("keeps commas without spaces and a trailing one", () => {
    gains("export const INSTALLED_APPS=['a','b',«'webapp',»]\n");
  });

  it("may be empty", () => {
    gains("export const INSTALLED_APPS = [«'webapp'»];\n");
  });

  it("may be empty with a space in it", () => {
    gains("export const INSTALLED_APPS = [« 'webapp'» ];\n");
  });

  it("may hold only a comment", () => {
    gains("export const INSTALLED_APPS = [/* none yet */« 'webapp'»];\n");
  });

  it("may end in a comment", () => {
    gains("export const INSTALLED_APPS = ['blog' /* the blog */«, 'webapp'»];\n");
  });

  it("may have a comment behind its trailing comma", () => {
    gains("export const INSTALLED_APPS = ['blog', /* the blog */« 'webapp',»];\n");
  });

  it("may have a comment before its comma", () => {
    gains("export const INSTALLED_APPS = ['blog' /* the blog */,« 'webapp',»];\n");
  });

  it("may be the whole file, without a line end", () => {
    gains("export const INSTALLED_APPS = ['blog'«, 'webapp'»]");
  });
});

describe("a list with one entry a line", () => {
  it("gets a line of its own, with a comma as the others", () => {
    gains("export const INSTALLED_APPS = [\n  'sessions',\n  'blog',«\n  'webapp',»\n];\n");
  });

  it("gets no trailing comma where there was none", () => {
    gains("export const INSTALLED_APPS = [\n  'sessions',\n  'blog'«,»«\n  'webapp'»\n];\n");
  });

  it("puts the comma before the last entry's comment, not into it", () => {
    gains(
      "export const INSTALLED_APPS = [\n  'blog'«,» // it's ours, [really]«\n  'webapp'»\n];\n",
    );
  });

  it("leaves the last entry its comment", () => {
    gains("export const INSTALLED_APPS = [\n  'blog', // the blog«\n  'webapp',»\n];\n");
  });

  it("leaves the last entry its block comment of several lines", () => {
    gains("export const INSTALLED_APPS = [\n  'blog', /* the\n     blog */«\n  'webapp',»\n];\n");
  });

  it("leaves comments below the last entry at the end", () => {
    gains("export const INSTALLED_APPS = [\n  'blog',«\n  'webapp',»\n  // 'debug',\n];\n");
  });

  it("is not misled by a bracket, a quote or a comma in a comment", () => {
    gains(
      "export const INSTALLED_APPS = [\n  'blog', // ], 'x' and so on: don't\n  // ], [\n  'shop',«\n  'webapp',»\n];\n",
    );
  });

  it("is not misled by a bracket, a comma or a comment mark in a string", () => {
    gains("export const INSTALLED_APPS = [\n  'a], // [',\n  'b/*',«\n  'webapp',»\n];\n");
  });

  it("keeps tabs", () => {
    gains("export const INSTALLED_APPS = [\n\t'blog',«\n\t'webapp',»\n];\n");
  });

  it("keeps an indentation of four", () => {
    gains("export const INSTALLED_APPS = [\n    'blog',«\n    'webapp',»\n];\n");
  });

  it("keeps entries aligned under the first", () => {
    gains(
      "export const INSTALLED_APPS = ['sessions',\n                               'blog'«,»«\n                               'webapp'»];\n",
    );
  });

  it("keeps a closing bracket behind the last entry", () => {
    gains("export const INSTALLED_APPS = [\n  'sessions',\n  'blog'«,»«\n  'webapp'»];\n");
  });

  it("keeps a closing bracket behind the last comma", () => {
    gains("export const INSTALLED_APPS = [\n  'sessions',\n  'blog',«\n  'webapp',»];\n");
  });

  it("keeps spaces at the end of a line where they are", () => {
    gains("export const INSTALLED_APPS = [\n  'blog',«\n  'webapp',»  \n];  \n");
  });

  it("keeps blank lines", () => {
    gains("export const INSTALLED_APPS = [\n\n  'a',\n\n  'b',«\n  'webapp',»\n\n];\n");
  });

  it("keeps commas that come first", () => {
    gains("export const INSTALLED_APPS = [\n    'a'\n  , 'b'«\n  , 'webapp'»\n];\n");
  });

  it("keeps commas that come first and comments behind", () => {
    gains("export const INSTALLED_APPS = [ 'a' // one\n  , 'b' // two«\n  , 'webapp'»\n  ]\n");
  });

  it("keeps commas that come first with the bracket behind", () => {
    gains("export const INSTALLED_APPS = [ 'a'\n  , 'b'«\n  , 'webapp'» ]\n");
  });

  it("may have its last comma on a line of its own", () => {
    gains("export const INSTALLED_APPS = [\n  'blog' // the blog\n  ,«\n  'webapp',»\n];\n");
  });

  it("may have several entries a line", () => {
    gains("export const INSTALLED_APPS = [\n  'a', 'b',\n  'c', 'd',«\n  'webapp',»\n];\n");
  });

  it("may have several entries on its last line, without a comma", () => {
    gains("export const INSTALLED_APPS = ['a', 'b',\n  'c', 'd'«, 'webapp'»];\n");
  });

  it("may be empty", () => {
    gains("export const INSTALLED_APPS = [«\n  'webapp',»\n];\n");
  });

  it("may be empty in a file indented by four", () => {
    gains(
      "export const DATABASES = {\n    default: 'x',\n};\nexport const INSTALLED_APPS = [«\n    'webapp',»\n];\n",
    );
  });

  it("may be empty inside an object", () => {
    gains("export default defineSettings({\n  INSTALLED_APPS: [«\n    'webapp',»\n  ],\n});\n");
  });

  it("may hold only comments", () => {
    gains("export const INSTALLED_APPS = [\n    // 'blog',\n    // 'shop',«\n    'webapp',»\n];\n");
  });

  it("may hold only a comment behind its bracket", () => {
    gains("export const INSTALLED_APPS = [ // our apps«\n  'webapp',»\n];\n");
  });

  it("may start behind its bracket and go on below", () => {
    gains("export const INSTALLED_APPS = ['a', // first\n  'b', // second«\n  'webapp',»\n];\n");
  });

  it("may end in an entry of several lines", () => {
    gains(
      "export const INSTALLED_APPS = [\n  'a',\n  ...extra({\n    b: 1,\n  }),«\n  'webapp',»\n];\n",
    );
  });

  it("may hold one such entry, started on the bracket's line", () => {
    gains("export const INSTALLED_APPS = [...extra({\n  b: 1,\n}),«\n  'webapp',»\n];\n");
  });
});

describe("line ends", () => {
  it("stay CRLF", () => {
    gains("export const INSTALLED_APPS = [\r\n  'blog',«\r\n  'webapp',»\r\n];\r\n");
  });

  it("stay CRLF behind a comment", () => {
    gains("export const INSTALLED_APPS = [\r\n  'blog'«,» // ours«\r\n  'webapp'»\r\n];\r\n");
  });

  it("stay CRLF in an empty list", () => {
    gains("export const INSTALLED_APPS = [«\r\n  'webapp',»\r\n];\r\n");
  });

  it("stay a lone CR", () => {
    gains("export const INSTALLED_APPS = [\r  'blog', // ours«\r  'webapp',»\r];\r");
  });

  it("are the list's own in a file that mixes them", () => {
    gains("// a\r\n\r\nexport const INSTALLED_APPS = [\n  'blog',«\n  'webapp',»\n];\r\n");
  });

  it("may be mixed in the list, behind a comment that ends in a space", () => {
    gains("export const INSTALLED_APPS = [\r\n  'blog', // «\r\n  'webapp',»\n];\r\n");
  });

  it("may be a line separator behind a comment", () => {
    gains("export const INSTALLED_APPS = [\n  'blog'«,» // ours«\n  'webapp'»\u2028];\n");
  });
});

describe("the first bytes", () => {
  it("may be a byte order mark", () => {
    gains("\uFEFFexport const INSTALLED_APPS = [\n  'blog',«\n  'webapp',»\n];\n");
  });

  it("may be a byte order mark before a list on one line", () => {
    gains("\uFEFFexport const INSTALLED_APPS = [«'webapp'»];\r\n");
  });

  it("may be an interpreter line", () => {
    gains("#!/usr/bin/env node\nexport const INSTALLED_APPS = ['blog'«, 'webapp'»];\n");
  });
});

describe("quotes", () => {
  it("are those of the list's last string", () => {
    gains('import x from \'x\';\nexport const INSTALLED_APPS = ["a", x«, "webapp"»];\n');
  });

  it("in an empty list are those of the file", () => {
    gains('import x from "x";\nexport const INSTALLED_APPS = [«"webapp"»];\n');
  });

  it("in a list of templates are those of the file", () => {
    gains('import x from "x";\nexport const INSTALLED_APPS = [`a`, `b`«, "webapp"»];\n');
  });

  it("are single where the file has no string", () => {
    gains("export const INSTALLED_APPS = [`a`«, 'webapp'»];\n");
  });
});
