/** Who hears of what a logger is told. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { getLogger, loggingSettled } from "../../src/logging/index.ts";
import { logTo } from "./logs.ts";

const toFile = { root: { handlers: ["file"] } };

describe("a logger", () => {
  it("is the same for the same name", () => {
    assert.equal(getLogger("shop.orders"), getLogger("shop.orders"));
    assert.equal(getLogger().name, "");
  });

  it("writes from WARNING on, and those of mkweb from INFO on", async (t) => {
    const log = await logTo(t, toFile);
    for (const name of ["shop", "mkweb.server", "mkweb.request"]) {
      getLogger(name).debug(`${name} debug`);
      getLogger(name).info(`${name} info`);
      getLogger(name).warning(`${name} warning`);
      getLogger(name).error(`${name} error`);
    }
    assert.deepEqual(await log.messages(), [
      "shop warning",
      "shop error",
      "mkweb.server info",
      "mkweb.server warning",
      "mkweb.server error",
      "mkweb.request error",
    ]);
    assert.equal(getLogger("shop").isEnabledFor("INFO"), false);
    assert.equal(getLogger("mkweb.request").isEnabledFor("WARNING"), false);
    assert.equal(getLogger("mkweb.request").isEnabledFor("CRITICAL"), true);
  });

  it("hands what it is told to the handlers of those above it, each with its own level", async (t) => {
    const log = await logTo(t, {
      handlers: {
        errors: { class: "file", filename: "site.log", formatter: "json", level: "ERROR" },
      },
      loggers: {
        shop: { level: "DEBUG", handlers: ["errors"] },
        "shop.quiet": { propagate: false, handlers: ["errors"] },
      },
      ...toFile,
    });
    getLogger("shop.orders").info("one");
    getLogger("shop.orders").error("two");
    getLogger("shop.quiet.deep").info("none");
    getLogger("shop.quiet.deep").error("three");
    getLogger("shopping").info("none");
    assert.deepEqual(await log.messages(), ["one", "two", "two", "three"]);
  });

  it("asks filters, those of the logger and those of the handler", async (t) => {
    const log = await logTo(t, {
      filters: {
        no_ping: (record: { readonly message: string }) => record.message !== "ping",
      },
      handlers: {
        in_debug: {
          class: "file",
          filename: "site.log",
          formatter: "json",
          filters: ["require_debug_true"],
        },
      },
      loggers: { shop: { handlers: ["in_debug"], filters: ["no_ping"] } },
      ...toFile,
    });
    getLogger("shop").error("ping");
    getLogger("shop").error("pong");
    assert.deepEqual(await log.messages(), ["pong"]);
  });

  it("is silent with disable_existing_loggers unless it is named, as in Python", async (t) => {
    getLogger("old.one");
    getLogger("named.child");
    const log = await logTo(t, {
      disable_existing_loggers: true,
      loggers: { named: { level: "INFO" } },
      ...toFile,
    });
    getLogger("old.one").error("none");
    getLogger("mkweb.server").error("none");
    getLogger("named.child").info("one");
    getLogger("named").info("two");
    getLogger("brand.new").error("three");
    assert.deepEqual(await log.messages(), ["one", "two", "three"]);
  });

  it("hands records to a handler of the project's own, and goes on where that fails", async (t) => {
    const own = `
      import { appendFileSync } from "node:fs";
      export default ({ format, options, settings }) => ({
        async emit(record) {
          if (record.message === "broken") throw new Error("no reporter");
          appendFileSync(new URL("own.log", settings.BASE_DIR), options.mark + format(record));
        },
      });
    `;
    const log = await logTo(
      t,
      {
        handlers: { own: { class: "own.ts", formatter: "text", mark: ">" } },
        root: { handlers: ["own", "file"] },
      },
      { files: { "own.ts": own } },
    );
    getLogger("shop").error("broken");
    getLogger("shop").error("whole");
    await loggingSettled();
    assert.deepEqual(await log.messages(), ["broken", "whole"]);
    const written = await readFile(new URL("own.log", log.settings.BASE_DIR), "utf8");
    assert.match(written, /^>\S+ \S+ ERROR shop: whole\n$/);
  });
});
