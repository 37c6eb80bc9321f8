import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { databases } from "../support/databases.ts";
import { everyModifier, everyType, siteWithMembers, siteWithPolls, type Site } from "./support.ts";

async function seemsRight(site: Site, tests: number): Promise<void> {
  const types = await site.tool("typescript/bin/tsc", "--noEmit", "-p", ".");
  assert.equal(types.stdout, "");
  const format = await site.tool("oxfmt/bin/oxfmt", "--check", "**/*.ts", "**/*.css", "**/*.json");
  assert.equal(format.status, 0, format.stdout);
  const check = await site.manage("makemigrations", "--check");
  assert.match(check.stdout, /^No changes detected$/m, check.stderr);
  const migrate = await site.manage("migrate");
  assert.equal(migrate.status, 0, migrate.stderr);
  const run = await site.manage("test", "--noinput");
  assert.equal(run.status, 0, run.stdout);
  assert.match(run.stdout, new RegExp(`^ℹ pass ${tests}$`, "m"));
  assert.match(run.stdout, /^ℹ skipped 0$/m);
}

for (const { vendor, skip, url } of databases) {
  describe(`generate resource on ${vendor}`, { skip }, () => {
    it("makes pages of every type of field, whose tests pass", async (t) => {
      const site = await siteWithPolls(t, { DATABASE_URL: await url(t) });
      const tag = await site.manage("generate", "resource", "Tag", "name:string:50:unique");
      assert.equal(tag.status, 0, tag.stderr);
      const thing = await site.manage("generate", "resource", "Thing", ...everyType);
      assert.equal(thing.status, 0, thing.stderr);
      await seemsRight(site, 2 + 9 + 9);
    });

    it("makes pages of fields that may be left open, unique and indexed ones", async (t) => {
      const site = await siteWithPolls(t, { DATABASE_URL: await url(t) });
      await site.manage("generate", "resource", "polls.Tag", "name:string:optional");
      const run = await site.manage(
        "generate",
        "resource",
        "CustomerOrderPosition",
        ...everyModifier,
      );
      assert.equal(run.status, 0, run.stderr);
      await seemsRight(site, 2 + 8 + 9);
    });
  });
}

const hasPerms = `

  async hasPerms(permissions: readonly string[]): Promise<boolean> {
    return this.nickname === "root" || permissions.length === 0;
  }`;

describe("generate resource where users decide themselves what they may do", () => {
  it("makes pages whose tests pass without rows of permissions", async (t) => {
    const site = await siteWithMembers(t, hasPerms);
    const words = ["Note", "text:string", "owner:references:polls.Member"];
    const run = await site.manage("generate", "resource", ...words);
    assert.equal(run.status, 0, run.stderr);
    await seemsRight(site, 2 + 9);
  });
});
