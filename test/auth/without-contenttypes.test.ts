import assert from "node:assert/strict";
import { it } from "node:test";
import { loadApps } from "../../src/conf/index.ts";
import { closeModels, setup } from "../../src/models/index.ts";
import { makeAuthSite } from "./site.ts";

it("users without content types are refused with the app to install", async (t) => {
  const { settings } = await makeAuthSite(t);
  const apps = await loadApps({ ...settings, INSTALLED_APPS: ["mkweb/auth"] });
  t.after(closeModels);
  await assert.rejects(setup(settings, apps), {
    code: "MKWEB_IMPROPERLY_CONFIGURED",
    message:
      "Permission.contentType points to the model ContentType, which belongs to no installed app.",
    hint: /mkweb\/contenttypes/,
  });
});
