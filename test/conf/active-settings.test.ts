/** What is called without settings uses those of the active project. */
import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { checkPassword, makePassword, validatePassword } from "../../src/auth/index.ts";
import { closeCaches, getCache } from "../../src/cache/index.ts";
import {
  activateSettings,
  completeSettings,
  withSettings,
  type PartialSettings,
} from "../../src/conf/index.ts";
import { EmailMessage, mailAdmins, outbox, sendMail } from "../../src/mail/index.ts";
import { getApplication } from "../../src/server/index.ts";

const settingsWith = (given: PartialSettings) =>
  completeSettings({
    BASE_DIR: new URL("./", import.meta.url),
    SECRET_KEY: "k",
    EMAIL_BACKEND: "mkweb/mail/backends/locmem",
    ...given,
  });

afterEach(() => {
  activateSettings(undefined);
  outbox.length = 0;
});

describe("without settings", () => {
  it("mail, caches and passwords use those of the project whose application was made", async () => {
    const settings = settingsWith({
      DEFAULT_FROM_EMAIL: "shop@example.com",
      SERVER_EMAIL: "server@example.com",
      ADMINS: [["Ann", "ann@example.com"]],
      AUTH_PASSWORD_VALIDATORS: [{ NAME: "mkweb/auth/validators/numeric-password" }],
    });
    await getApplication(settings);

    await sendMail("Hello", "Text", null, ["bob@example.com"]);
    await mailAdmins("Down", "It is.");
    await new EmailMessage({ subject: "Again", to: ["eve@example.com"] }).send();
    assert.deepEqual(
      outbox.map(({ fromEmail, to }) => [fromEmail, to]),
      [
        ["shop@example.com", ["bob@example.com"]],
        ["server@example.com", ["Ann <ann@example.com>"]],
        ["shop@example.com", ["eve@example.com"]],
      ],
    );
    assert.equal(await getCache(), await getCache("default", settings));
    await closeCaches();
    assert.ok(await checkPassword("lètmein", await makePassword("lètmein")));
    await assert.rejects(validatePassword("12345678901"), { name: "ValidationError" });
  });

  it("work with the settings of withSettings() for as long as that runs", async () => {
    activateSettings(settingsWith({ DEFAULT_FROM_EMAIL: "one@example.com" }));
    const other = settingsWith({ DEFAULT_FROM_EMAIL: "other@example.com" });
    await withSettings(other, async () => {
      await sendMail("Hello", "Text", null, ["ann@example.com"]);
    });
    await sendMail("Hello", "Text", null, ["ann@example.com"]);
    assert.deepEqual(
      outbox.map(({ fromEmail }) => fromEmail),
      ["other@example.com", "one@example.com"],
    );
  });

  it("are refused while no project is set up", async () => {
    await assert.rejects(sendMail("Hello", "Text", null, ["ann@example.com"]), {
      name: "ImproperlyConfigured",
      message: "Settings were asked for, but no project is set up.",
    });
  });
});
