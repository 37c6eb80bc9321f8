/** Where nothing else answers the empty address, it leads to the app; and is taken out with it. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { removeMount } from "../../src/edits/index.ts";
import { mounts, webapp } from "./urls-file.ts";

const fromRoot = { ...webapp, fromRoot: true };
const mountsOnly =
  "import { path«, include» } from 'mkweb/urls';«\nimport * as webapp from '../webapp/urls.ts';»\n";
const leads = (list: string) =>
  mounts(
    `import { include, path } from 'mkweb/urls';«\nimport * as webapp from '../webapp/urls.ts';\nimport { RedirectView } from 'mkweb/views';»\n${list}`,
    fromRoot,
  );

describe("the empty address", () => {
  it("leads to the first app of a new project", () => {
    leads(
      "export const urlpatterns = [\n  path('admin/', admin.site.urls),«\n  path('webapp/', include(webapp)),\n  path('', RedirectView.asView({ url: 'webapp/' })),»\n  // startapp adds a line.\n];\n",
    );
  });

  it("leads to the app from a list on one line, and from an empty one", () => {
    leads(
      "export const urlpatterns = [path('a/', a)«, path('webapp/', include(webapp)), path('', RedirectView.asView({ url: 'webapp/' }))»];\n",
    );
    mounts(
      "«import { include, path } from 'mkweb/urls';\nimport * as webapp from '../webapp/urls.ts';\nimport { RedirectView } from 'mkweb/views';\n\n»export const urlpatterns = [«path('webapp/', include(webapp)), path('', RedirectView.asView({ url: 'webapp/' }))»];\n",
      fromRoot,
    );
  });

  it("takes RedirectView by the name and from the import the file has it", () => {
    mounts(
      "import { include, path } from 'mkweb/urls';\nimport { RedirectView as To } from 'mkweb/views';«\nimport * as webapp from '../webapp/urls.ts';»\nconst old = To.asView({ url: '/' });\nexport const urlpatterns = [\n  path('old/', old),«\n  path('webapp/', include(webapp)),\n  path('', To.asView({ url: 'webapp/' })),»\n];\n",
      fromRoot,
    );
  });

  const answered = {
    "a view": "path('', index)",
    "an include": "path('', include(pages))",
    "a redirect of another app": "path('', RedirectView.asView({ url: 'blog/' }))",
    "a regular expression": "rePath(/^$/, index)",
    "a spread list": "...home",
    "a list from elsewhere": "...pages.urls",
    "an entry that cannot be read": "entry('')",
  };
  for (const [what, entry] of Object.entries(answered)) {
    it(`is left to ${what} that may answer it`, () => {
      const list = `import { include, path, rePath } from 'mkweb/urls';«\nimport * as webapp from '../webapp/urls.ts';»\nconst home = [path('', index)];\nexport const urlpatterns = [${entry.startsWith("path('', include") ? `«path('webapp/', include(webapp)), »${entry}` : `${entry}«, path('webapp/', include(webapp))»`}];\n`;
      mounts(list, fromRoot);
    });
  }

  it("is not led anywhere unless that is asked for", () => {
    mounts(
      `${mountsOnly}export const urlpatterns = [path('a/', a)«, path('webapp/', include(webapp))»];\n`,
    );
  });
});

describe("taking the app out", () => {
  const mounted = (redirect: string) =>
    `import { include, path } from "mkweb/urls";\nimport * as webapp from "../webapp/urls.ts";\nimport { RedirectView } from "mkweb/views";\n\nexport const urlpatterns = [\n  path("webapp/", include(webapp)),\n${redirect}];\n`;

  it("takes what leads to it along, however somebody laid it out", () => {
    const laidOut = `  path(\n    "",\n    RedirectView.asView({\n      url: "webapp/",\n    }),\n  ),\n`;
    const { text } = removeMount(mounted(laidOut), webapp);
    assert.doesNotMatch(text, /webapp|asView/);
  });

  it("leaves what leads elsewhere, or does more than lead", () => {
    for (const redirect of [
      '  path("", RedirectView.asView({ url: "blog/" })),\n',
      '  path("", RedirectView.asView({ url: "webapp/", permanent: true })),\n',
      '  path("", RedirectView.asView({ url: "webapp/" }), { name: "home" }),\n',
    ]) {
      const { text } = removeMount(mounted(redirect), webapp);
      assert.ok(text.includes(redirect), text);
    }
  });
});
