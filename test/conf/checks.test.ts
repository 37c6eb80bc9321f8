import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CheckRegistry, completeSettings, type CheckMessage } from "../../src/conf/index.ts";

const settings = completeSettings({
  BASE_DIR: new URL("file:///srv/"),
  SECRET_KEY: "k",
  SILENCED_SYSTEM_CHECKS: ["app.W002"],
});
const message = (level: CheckMessage["level"], id: string, text: string): CheckMessage => ({
  level,
  id,
  message: text,
});

describe("the check registry", () => {
  it("reports the worst first, then by message, without the silenced ones", async () => {
    const registry = new CheckRegistry();
    registry.register(() => [
      message("WARNING", "app.W001", "b"),
      message("WARNING", "app.W002", "a"),
      message("ERROR", "app.E001", "z"),
    ]);
    registry.register(async () => [message("WARNING", "app.W003", "a")]);

    const { messages, silenced } = await registry.run({ settings, apps: [] });

    assert.deepEqual(
      messages.map(({ id }) => id),
      ["app.E001", "app.W003", "app.W001"],
    );
    assert.equal(silenced, 1);
  });

  it("runs only the checks of a tag, and deployment checks only when asked", async () => {
    const registry = new CheckRegistry();
    registry.register(() => [message("INFO", "u.I1", "urls")], { tags: ["urls"] });
    registry.register(() => [message("INFO", "s.I1", "security")], {
      tags: ["security"],
      deploy: true,
    });
    const ids = async (options: { tags?: readonly string[]; deploy?: boolean }) =>
      (await registry.run({ settings, apps: [] }, options)).messages.map(({ id }) => id);

    assert.deepEqual(await ids({}), ["u.I1"]);
    assert.deepEqual(await ids({ tags: ["security"] }), []);
    assert.deepEqual(await ids({ deploy: true }), ["s.I1", "u.I1"]);
    assert.deepEqual(registry.tags(), ["urls"]);
    assert.deepEqual(registry.tags({ deploy: true }), ["security", "urls"]);
  });
});
