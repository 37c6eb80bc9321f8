/** How the tests of mounting are written: one urls.ts, with «marks» around what is new. */
import assert from "node:assert/strict";
import { addMount, removeMount, type Mount } from "../../src/edits/index.ts";

export const webapp: Mount = {
  route: "webapp/",
  moduleSpecifier: "../webapp/urls.ts",
  localName: "webapp",
};

/**
 * Mounting the app in the file without the marked text gives the file with it; mounting it again
 * changes nothing; removing the mount gives back the file as it was.
 */
export function mounts(marked: string, mount = webapp): void {
  const before = marked.replaceAll(/«[^»]*»/g, "");
  const after = marked.replaceAll(/[«»]/g, "");
  assert.notEqual(before, after, "the test marks nothing");

  const added = addMount(before, mount);
  assert.equal(added.text, after);
  assert.equal(added.changed, true);
  const leads = after.includes(".asView({ url: 'webapp/' })");
  const remark = leads ? ", and / leads there" : "";
  assert.equal(added.message, `Mounted '${mount.route}' in urls.ts${remark}.`);

  const again = addMount(after, mount);
  assert.equal(again.text, after);
  assert.equal(again.changed, false);

  assert.equal(removeMount(after, mount).text, before);
}

/** The file mounts the app already: mounting it changes nothing and says so. */
export function staysMounted(source: string): void {
  assert.deepEqual(addMount(source, webapp), {
    text: source,
    changed: false,
    message: "urls.ts already mounts '../webapp/urls.ts'.",
  });
}

/** Mounting is refused for this reason, with the lines to paste. */
export function refusesMount(source: string, reason: string): void {
  assert.throws(() => addMount(source, webapp, "myproject/urls.ts"), {
    name: "MkwebError",
    code: "MKWEB_URLS_NOT_EDITABLE",
    message: `Cannot mount 'webapp/' in myproject/urls.ts: ${reason}.\nNo file was changed.`,
    hint: [
      "Add these lines yourself:",
      "  import { include, path } from 'mkweb/urls';",
      "  import * as webapp from '../webapp/urls.ts';",
      "  path('webapp/', include(webapp)),   // in urlpatterns",
    ].join("\n"),
  });
}
