/** An app's URLs are mounted in a urls.ts as its author would do it, and nothing else moves. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { removeMount } from "../../src/edits/index.ts";
import { mounts, refusesMount, staysMounted, webapp } from "./urls-file.ts";

const imports = "import { include, path } from 'mkweb/urls';\n";

describe("the entry", () => {
  it("goes to the end of urlpatterns", () => {
    mounts(
      "import { include, path } from 'mkweb/urls';\nimport * as blog from '../blog/urls.ts';«\nimport * as webapp from '../webapp/urls.ts';»\n\nexport const urlpatterns = [\n  path('blog/', include(blog)),«\n  path('webapp/', include(webapp)),»\n];\n",
    );
  });

  it("is the first one below a comment", () => {
    mounts(
      "«import { include, path } from 'mkweb/urls';\nimport * as webapp from '../webapp/urls.ts';\n\n»export const urlpatterns = [\n  // Mount an app here.«\n  path('webapp/', include(webapp)),»\n];\n",
    );
  });

  it("goes into a list with a type", () => {
    mounts(
      "import { type URLPattern«, include, path» } from 'mkweb/urls';«\nimport * as webapp from '../webapp/urls.ts';»\nexport const urlpatterns: readonly URLPattern[] = [«path('webapp/', include(webapp))»];\n",
    );
  });

  it("goes into a list `as const`", () => {
    mounts(
      "import { path«, include» } from 'mkweb/urls';«\nimport * as webapp from '../webapp/urls.ts';»\nexport const urlpatterns = [path('', index)«, path('webapp/', include(webapp))»] as const;\n",
    );
  });

  it("goes into a list that satisfies a type", () => {
    mounts(
      "import { path«, include» } from 'mkweb/urls';«\nimport * as webapp from '../webapp/urls.ts';»\nexport const urlpatterns = [path('', index)«, path('webapp/', include(webapp))»] satisfies Url[];\n",
    );
  });

  it("goes behind lists that are spread", () => {
    mounts(
      "import { a, b } from './lists.ts';«\nimport { include, path } from 'mkweb/urls';\nimport * as webapp from '../webapp/urls.ts';»\nexport const urlpatterns = [...a, ...b«, path('webapp/', include(webapp))»];\n",
    );
  });

  it("goes into a list exported further down", () => {
    mounts(
      "import { path«, include» } from 'mkweb/urls';«\nimport * as webapp from '../webapp/urls.ts';»\nconst urlpatterns = [path('', index)«, path('webapp/', include(webapp))»];\nexport { urlpatterns };\n",
    );
  });

  it("goes behind a path that only matches the empty one", () => {
    mounts(
      "import { path«, include» } from 'mkweb/urls';«\nimport * as webapp from '../webapp/urls.ts';»\nexport const urlpatterns = [\n  path('', index),«\n  path('webapp/', include(webapp)),»\n];\n",
    );
  });
});

describe("the order", () => {
  const list = (entries: string) =>
    mounts(
      `import { include, path, rePath } from 'mkweb/urls';«\nimport * as webapp from '../webapp/urls.ts';»\nexport const urlpatterns = [\n${entries}];\n`,
    );
  const entry = "«\n  path('webapp/', include(webapp)),»";

  it("puts the entry before an include for everything at the end", () => {
    list(`  path('shop/', include(shop)),${entry}\n  path('', include(pages)),\n`);
  });

  it("keeps an include for everything at the start first: the user wants it there", () => {
    list(`  path('', include(home)),\n  path('shop/', include(shop)),${entry}\n`);
  });

  it("puts the entry before a <path:…> at the end, whose comment stays with it", () => {
    list(`  path('', index),${entry}\n  // everything else\n  path('<path:rest>', notFound),\n`);
  });

  it("puts the entry before a <path:…> anywhere", () => {
    list(`  path('', index),${entry}\n  path('<path:rest>', spa),\n  path('never/', never),\n`);
  });

  it("puts the entry before a <slug:…>/ that would take its index", () => {
    list(`  path('', index),${entry}\n  path('<slug:page>/', page),\n`);
  });

  it("leaves an <int:…>/ where it is: it takes no name", () => {
    list(`  path('<int:year>/', year),${entry}\n`);
  });

  it("leaves a <path:…> under another prefix where it is", () => {
    list(`  path('media/<path:file>', media),${entry}\n`);
  });

  it("leaves a longer path under its own prefix where it is", () => {
    list(`  path('webapp/special/', special),${entry}\n`);
  });

  it("puts the entry before rePath('.*')", () => {
    list(`  path('', index),${entry}\n  rePath('.*', spa),\n`);
  });

  it("puts the entry before a regular expression for everything", () => {
    list(`  path('', index),${entry}\n  rePath(/^.*$/, spa),\n`);
  });

  it("leaves a regular expression for something else where it is", () => {
    list(`  rePath(/^archive\\/(?<year>[0-9]{4})\\/$/, archive),${entry}\n`);
  });

  it("puts the entry first, if the only one takes everything", () => {
    mounts(
      "import { path«, include» } from 'mkweb/urls';«\nimport * as webapp from '../webapp/urls.ts';»\nexport const urlpatterns = [«path('webapp/', include(webapp)), »path('<path:rest>', spa)];\n",
    );
  });

  it("puts the entry first in a list of lines, above the other one's comment", () => {
    mounts(
      "import { path«, include» } from 'mkweb/urls';«\nimport * as webapp from '../webapp/urls.ts';»\nexport const urlpatterns = [«\n  path('webapp/', include(webapp)),»\n  // everything\n  path('<path:rest>', spa),\n];\n",
    );
  });

  it("puts the entry before a comment about the one that takes everything", () => {
    mounts(
      "import { path«, include» } from 'mkweb/urls';«\nimport * as webapp from '../webapp/urls.ts';»\nexport const urlpatterns = [path('', index),« path('webapp/', include(webapp)),» /* rest */ path('<path:rest>', spa)];\n",
    );
  });

  it("puts the entry first where commas come first", () => {
    mounts(
      "import { path«, include» } from 'mkweb/urls';«\nimport * as webapp from '../webapp/urls.ts';»\nexport const urlpatterns = [ «path('webapp/', include(webapp))\n  , »path('<path:rest>', spa)\n  , path('never/', never)\n  ];\n",
    );
  });

  it("puts the entry between two on one line", () => {
    mounts(
      "import { path«, include» } from 'mkweb/urls';«\nimport * as webapp from '../webapp/urls.ts';»\nexport const urlpatterns = [path('', index),« path('webapp/', include(webapp)),» path('<path:rest>', spa)];\n",
    );
  });

  it("puts the entry before a list of this file that ends in one for everything", () => {
    mounts(
      "import { path«, include» } from 'mkweb/urls';«\nimport * as webapp from '../webapp/urls.ts';»\nconst rest = [path('<path:rest>', spa)];\nexport const urlpatterns = [path('', index),« path('webapp/', include(webapp)),» ...rest];\n",
    );
  });

  it("is the end for a list that spreads itself, which cannot run", () => {
    mounts(
      "import { include, path } from 'mkweb/urls';«\nimport * as webapp from '../webapp/urls.ts';»\nexport const urlpatterns = [...urlpatterns, path('', index)«, path('webapp/', include(webapp))»];\n",
    );
  });

  it("minds the flags of a regular expression", () => {
    list(`  path('', index),${entry}\n  rePath(/^WEBAPP\\//i, old),\n`);
  });

  it("keeps commas that come first", () => {
    mounts(
      "import { path«, include» } from 'mkweb/urls'«\nimport * as webapp from '../webapp/urls.ts'»\nexport const urlpatterns = [ path('', index)«\n  , path('webapp/', include(webapp))»\n  , path('<path:rest>', spa)\n  ]\n",
    );
  });
});

describe("the imports", () => {
  it("of path and include may have other names", () => {
    mounts(
      "import { include as mount, path as route } from 'mkweb/urls';«\nimport * as webapp from '../webapp/urls.ts';»\nexport const urlpatterns = [route('', index)«, route('webapp/', mount(webapp))»];\n",
    );
  });

  it("may take the whole of mkweb/urls", () => {
    mounts(
      "import * as urls from 'mkweb/urls';«\nimport * as webapp from '../webapp/urls.ts';»\nexport const urlpatterns = [urls.path('', index)«, urls.path('webapp/', urls.include(webapp))»];\n",
    );
  });

  it("gain include on a line of its own, where each has one", () => {
    mounts(
      "import {\n  path, // ours\n  rePath,«\n  include,»\n} from 'mkweb/urls';«\nimport * as webapp from '../webapp/urls.ts';»\nexport const urlpatterns = [path('', index)«, path('webapp/', include(webapp))»];\n",
    );
  });

  it("gain include below, where the braces close below", () => {
    mounts(
      "import { path,«\n  include,»\n} from 'mkweb/urls';«\nimport * as webapp from '../webapp/urls.ts';»\nexport const urlpatterns = [path('', index)«, path('webapp/', include(webapp))»];\n",
    );
  });

  it("gain both where neither is there", () => {
    mounts(
      "import { rePath«, include, path» } from 'mkweb/urls';«\nimport * as webapp from '../webapp/urls.ts';»\nexport const urlpatterns = [rePath(/^$/, index)«, path('webapp/', include(webapp))»];\n",
    );
  });

  it("of types alone get one for values beside them", () => {
    mounts(
      "import type { URLPattern } from 'mkweb/urls';«\nimport { include, path } from 'mkweb/urls';\nimport * as webapp from '../webapp/urls.ts';»\nexport const urlpatterns: URLPattern[] = [«path('webapp/', include(webapp))»];\n",
    );
  });

  it("keep double quotes and no semicolons", () => {
    mounts(
      'import { path«, include» } from "mkweb/urls"«\nimport * as webapp from "../webapp/urls.ts"»\n\nexport const urlpatterns = [path("", index)«, path("webapp/", include(webapp))»]\n',
    );
  });

  it("keep CRLF and a byte order mark", () => {
    mounts(
      "\uFEFFimport { path«, include» } from 'mkweb/urls';«\r\nimport * as webapp from '../webapp/urls.ts';»\r\n\r\nexport const urlpatterns = [\r\n  path('', index),«\r\n  path('webapp/', include(webapp)),»\r\n];\r\n",
    );
  });

  it("go behind the last one's comment", () => {
    mounts(
      "import { include, path } from 'mkweb/urls'; // routing«\nimport * as webapp from '../webapp/urls.ts';»\n// the list\nexport const urlpatterns = [path('', index)«, path('webapp/', include(webapp))»];\n",
    );
  });

  it("go behind one that shares its line", () => {
    mounts(
      "import { include, path } from 'mkweb/urls';«\nimport * as webapp from '../webapp/urls.ts';» export const urlpatterns = [path('', index)«, path('webapp/', include(webapp))»];\n",
    );
  });

  it("get a semicolon where what follows on the line needs it", () => {
    mounts(
      "import { include, path } from 'mkweb/urls' /* a\n b */«\nimport * as webapp from '../webapp/urls.ts';» export const urlpatterns = [path('', index)«, path('webapp/', include(webapp))»]\n",
    );
  });

  it("of a type does not do for the value", () => {
    mounts(
      "import { type include, path«, include as urlInclude» } from 'mkweb/urls';«\nimport * as webapp from '../webapp/urls.ts';»\nexport const urlpatterns = [path('', index)«, path('webapp/', urlInclude(webapp))»];\n",
    );
  });

  it("do not go into a comment with a blank line", () => {
    mounts(
      "«import { include, path } from 'mkweb/urls';\nimport * as webapp from '../webapp/urls.ts';\n\n»/* Every\n\n   URL. */\nexport const urlpatterns = [«path('webapp/', include(webapp))»];\n",
    );
  });

  it("go below the file's first comment and a blank line", () => {
    mounts(
      "// Copyright us\n// All of it\n\n«import { include, path } from 'mkweb/urls';\nimport * as webapp from '../webapp/urls.ts';\n\n»/** Every URL. */\nexport const urlpatterns = [«path('webapp/', include(webapp))»];\n",
    );
  });

  it("go above the comment of the list", () => {
    mounts(
      "«import { include, path } from 'mkweb/urls';\nimport * as webapp from '../webapp/urls.ts';\n\n»/** Every URL. */\nexport const urlpatterns = [«path('webapp/', include(webapp))»];\n",
    );
  });

  it("go below a comment that TypeScript wants first", () => {
    mounts(
      "// @ts-nocheck\n«import { include, path } from 'mkweb/urls';\nimport * as webapp from '../webapp/urls.ts';\n\n»export const urlpatterns = [«path('webapp/', include(webapp))»];\n",
    );
  });

  it("go below a directive", () => {
    mounts(
      "'use strict';\n«import { include, path } from 'mkweb/urls';\nimport * as webapp from '../webapp/urls.ts';\n\n»export const urlpatterns = [«path('webapp/', include(webapp))»];\n",
    );
  });
});

describe("the names", () => {
  it("give way to a variable called like the app", () => {
    mounts(
      "import { include, path } from 'mkweb/urls';\nimport webapp from './views.ts';«\nimport * as webappUrls from '../webapp/urls.ts';»\nexport const urlpatterns = [path('', webapp)«, path('webapp/', include(webappUrls))»];\n",
    );
  });

  it("give way twice", () => {
    mounts(
      "import { include, path } from 'mkweb/urls';\nimport { webapp, webappUrls } from './views.ts';«\nimport * as webappUrls2 from '../webapp/urls.ts';»\nexport const urlpatterns = [path('', webapp)«, path('webapp/', include(webappUrls2))»];\n",
    );
  });

  it("are free when only a property is called so", () => {
    mounts(
      "import { include, path } from 'mkweb/urls';\nimport * as views from './views.ts';«\nimport * as webapp from '../webapp/urls.ts';»\nexport const urlpatterns = [path('', views.webapp)«, path('webapp/', include(webapp))»];\n",
    );
  });

  it("give way to another `path`", () => {
    mounts(
      "import path from 'node:path';«\nimport { include, path as urlPath } from 'mkweb/urls';\nimport * as webapp from '../webapp/urls.ts';»\nexport const urlpatterns = [...list(path.sep)«, urlPath('webapp/', include(webapp))»];\n",
    );
  });

  it("work for an app called path", () => {
    mounts(
      "«import { include, path } from 'mkweb/urls';\nimport * as pathUrls from '../path/urls.ts';\n\n»export const urlpatterns = [«path('path/', include(pathUrls))»];\n",
      { route: "path/", moduleSpecifier: "../path/urls.ts", localName: "path" },
    );
  });

  it("work for an app called like a reserved word", () => {
    mounts(
      "«import { include, path } from 'mkweb/urls';\nimport * as deleteUrls from '../delete/urls.ts';\n\n»export const urlpatterns = [«path('delete/', include(deleteUrls))»];\n",
      { route: "delete/", moduleSpecifier: "../delete/urls.ts", localName: "delete" },
    );
  });

  it("work for an app called こんにちは", () => {
    mounts(
      "«import { include, path } from 'mkweb/urls';\nimport * as こんにちは from '../こんにちは/urls.ts';\n\n»export const urlpatterns = [«path('こんにちは/', include(こんにちは))»];\n",
      { route: "こんにちは/", moduleSpecifier: "../こんにちは/urls.ts", localName: "こんにちは" },
    );
  });

  it("reuse an import that is there and not mounted", () => {
    mounts(
      "import { include, path } from 'mkweb/urls';\nimport * as web from '../webapp/urls.ts';\nexport const names = web.appName;\nexport const urlpatterns = [path('', index)«, path('webapp/', include(web))»];\n",
    );
  });
});

describe("an app is mounted already", () => {
  it("under its route", () => {
    staysMounted(
      `${imports}import * as webapp from '../webapp/urls.ts';\nexport const urlpatterns = [path('webapp/', include(webapp))];\n`,
    );
  });

  it("under another route and name", () => {
    staysMounted(
      `${imports}import * as w from '../webapp/urls.ts';\nexport const urlpatterns = [path('w/', include([w.urlpatterns, 'w']))];\n`,
    );
  });

  it("by its list alone", () => {
    staysMounted(
      `${imports}import { urlpatterns as web } from '../webapp/urls.ts';\nexport const urlpatterns = [path('', include(web))];\n`,
    );
  });

  it("in a list that cannot be edited, once the user has pasted it there", () => {
    staysMounted(
      `${imports}import * as webapp from '../webapp/urls.ts';\nexport const urlpatterns = build([path('webapp/', include(webapp))]);\n`,
    );
  });
});

describe("mounting is refused", () => {
  it("in a file without urlpatterns", () => {
    refusesMount("export const patterns = [];\n", "it defines no urlpatterns");
  });

  it("when urlpatterns is not exported", () => {
    refusesMount("const urlpatterns = [];\n", "urlpatterns is not exported");
  });

  it("when urlpatterns is only a property of the default export", () => {
    refusesMount("export default { urlpatterns: [] };\n", "it defines no urlpatterns");
  });

  it("when urlpatterns is computed", () => {
    refusesMount(
      "export const urlpatterns = build([]);\n",
      "urlpatterns is computed with build() (line 1)",
    );
  });

  it("when urlpatterns is imported", () => {
    refusesMount(
      "export { urlpatterns } from './main.ts';\n",
      "urlpatterns comes from './main.ts'",
    );
  });

  it("when urlpatterns grows later", () => {
    refusesMount(
      "export const urlpatterns = [];\nif (DEBUG) urlpatterns.push(...debug);\n",
      "urlpatterns is changed by push() later (line 2)",
    );
  });

  it("when urlpatterns is one of two", () => {
    refusesMount(
      "export const urlpatterns = DEBUG ? [] : [];\n",
      "urlpatterns is one of two lists, decided at run time (line 1)",
    );
  });

  it("when urlpatterns has a hole", () => {
    refusesMount("export const urlpatterns = [,];\n", "urlpatterns has a hole (line 1)");
  });

  it("when another entry has the route", () => {
    refusesMount(
      `${imports}export const urlpatterns = [\n  path('webapp/', views.old),\n];\n`,
      "line 3 already has that route",
    );
  });

  it("when the file does not parse", () => {
    refusesMount(
      "export const urlpatterns = [;\n",
      "the file has a syntax error: Unexpected token (1:28)",
    );
  });
});

describe("removeMount", () => {
  it("leaves a file alone that does not mount the app", () => {
    const source = `${imports}export const urlpatterns = [];\n`;
    assert.deepEqual(removeMount(source, webapp), {
      text: source,
      changed: false,
      message: "urls.ts does not mount '../webapp/urls.ts'.",
    });
  });

  it("removes a mount written by hand and keeps what is still used", () => {
    const before =
      "import { include, path } from 'mkweb/urls';\nimport * as web from '../webapp/urls.ts';\nimport * as shop from '../shop/urls.ts';\n\nexport const urlpatterns = [\n  path('w/', include(web), { name: 'w' }), // the app\n  path('shop/', include(shop)),\n];\n";
    const after =
      "import { include, path } from 'mkweb/urls';\nimport * as shop from '../shop/urls.ts';\n\nexport const urlpatterns = [\n  // the app\n  path('shop/', include(shop)),\n];\n";
    assert.equal(removeMount(before, webapp).text, after);
  });

  it("keeps the import if something else uses it", () => {
    const before =
      "import { include, path } from 'mkweb/urls';\nimport * as webapp from '../webapp/urls.ts';\nexport const name = webapp.appName;\nexport const urlpatterns = [path('webapp/', include(webapp)), path('', index)];\n";
    const after =
      "import { include, path } from 'mkweb/urls';\nimport * as webapp from '../webapp/urls.ts';\nexport const name = webapp.appName;\nexport const urlpatterns = [path('', index)];\n";
    assert.equal(removeMount(before, webapp).text, after);
  });

  it("keeps the byte order mark before an import it takes", () => {
    const before =
      "\uFEFFimport * as web from '../webapp/urls.ts';\nimport { include, path } from 'mkweb/urls';\nexport const urlpatterns = [path('w/', include(web)), path('x/', include(x))];\n";
    const after =
      "\uFEFFimport { include, path } from 'mkweb/urls';\nexport const urlpatterns = [path('x/', include(x))];\n";
    assert.equal(removeMount(before, webapp).text, after);
  });

  it("refuses to take one of two mounts", () => {
    const source = `${imports}import * as webapp from '../webapp/urls.ts';\nexport const urlpatterns = [path('a/', include(webapp)), path('b/', include(webapp))];\n`;
    assert.throws(() => removeMount(source, webapp), {
      code: "MKWEB_URLS_NOT_EDITABLE",
      message:
        "Cannot unmount 'webapp/' in urls.ts: the list contains it more than once.\nNo file was changed.",
    });
  });
});
