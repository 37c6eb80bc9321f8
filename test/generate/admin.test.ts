import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { siteWithPolls } from "./support.ts";

const words = ["generate", "resource", "Note", "title:string"] as const;

describe("generate resource and the admin", () => {
  it("registers the model in the app's admin.ts, and the next one beside it", async (t) => {
    const site = await siteWithPolls(t);
    assert.equal((await site.manage(...words)).status, 0);
    assert.equal((await site.manage("generate", "resource", "Tag", "name:string")).status, 0);
    const text = await site.read("polls/admin.ts");
    assert.match(text, /^import \* as admin from "mkweb\/admin";\n/);
    assert.match(text, /^import \{ Note, Tag \} from "\.\/models\.ts";\n/m);
    assert.match(text, /\nadmin\.register\(Note\);\n\nadmin\.register\(Tag\);\n$/);
  });

  it("writes as the file does that has its own name for the admin", async (t) => {
    const site = await siteWithPolls(t);
    await site.write("polls/admin.ts", "import { register as show } from 'mkweb/admin'\n");
    const run = await site.manage(...words);
    assert.equal(run.status, 0, run.stderr);
    assert.equal(
      await site.read("polls/admin.ts"),
      "import { register as show } from 'mkweb/admin'\nimport { Note } from './models.ts'\n\nshow(Note)\n",
    );
  });

  it("leaves admin.ts alone in a project without the admin", async (t) => {
    const site = await siteWithPolls(t);
    const settings = await site.read("site/settings.ts");
    await site.write("site/settings.ts", settings.replace('    "mkweb/admin",\n', ""));
    const urls = await site.read("site/urls.ts");
    await site.write("site/urls.ts", urls.replace(/^.*\badmin\b.*\n/gm, ""));
    const before = await site.read("polls/admin.ts");
    const run = await site.manage(...words);
    assert.equal(run.status, 0, run.stderr);
    assert.equal(await site.read("polls/admin.ts"), before);
  });
});
