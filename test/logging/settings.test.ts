/** What LOGGING may say. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { getLogger } from "../../src/logging/index.ts";
import { makeProject } from "../support/project.ts";
import { logTo } from "./logs.ts";

const refused: readonly (readonly [what: string, logging: object, message: RegExp])[] = [
  ["a word", { handler: {} }, /LOGGING has no 'handler'\. Did you mean 'handlers'\?/],
  ["a version", { version: 2 }, /LOGGING\.version must be 1/],
  [
    "a handler of a logger",
    { loggers: { shop: { handlers: ["consol"] } } },
    /LOGGING\.loggers\['shop'\]\.handlers names 'consol', which does not exist\. Did you mean 'console'\?/,
  ],
  [
    "a level",
    { loggers: { shop: { level: "WARN" } } },
    /\.level names 'WARN', which does not exist\. Did you mean 'WARNING'\?/,
  ],
  [
    "a formatter",
    { handlers: { a: { class: "console", formatter: "jsn" } } },
    /formatter names 'jsn'.*Did you mean 'json'\?/,
  ],
  [
    "a filter",
    { handlers: { a: { class: "console", filters: ["require_debug"] } } },
    /filters names 'require_debug'/,
  ],
  [
    "Django's class",
    { handlers: { a: { class: "logging.StreamHandler" } } },
    /is Python's 'logging\.StreamHandler'/,
  ],
  [
    "an option",
    { handlers: { a: { class: "file", fliename: "x" } } },
    /has no 'fliename'\. Did you mean 'filename'\?/,
  ],
  ["a style", { formatters: { a: { format: "%(message)s" } } }, /must be a text in the style "\{"/],
  ["a list", { root: { handlers: "console" } }, /LOGGING\.root\.handlers must be an array/],
  [
    "a module",
    { handlers: { a: { class: "log.ts" } }, root: { handlers: ["a"] } },
    /names 'log\.ts', which does not exist/,
  ],
  [
    "a file without a name",
    { handlers: { a: { class: "file" } }, root: { handlers: ["a"] } },
    /filename must name a file/,
  ],
  [
    "a file in no folder",
    { handlers: { a: { class: "file", filename: "no/where.log" } }, root: { handlers: ["a"] } },
    /no\/where\.log cannot be written to: ENOENT/,
  ],
];

describe("LOGGING", () => {
  for (const [what, logging, message] of refused) {
    it(`refuses ${what} that is not there, and changes nothing`, async (t) => {
      const before = await logTo(t, { root: { handlers: ["file"] } });
      await assert.rejects(logTo(t, logging), { code: "MKWEB_IMPROPERLY_CONFIGURED", message });
      getLogger("shop").error("still");
      assert.deepEqual(await before.messages(), ["still"]);
    });
  }

  it("takes a text of one's own for a line, in Python's style", async (t) => {
    const log = await logTo(t, {
      formatters: {
        mine: { format: "{levelname}|{name}|{message}|{order}|{nothing}", style: "{" },
      },
      handlers: { mine: { class: "file", filename: "site.log", formatter: "mine" } },
      root: { handlers: ["mine"] },
    });
    getLogger("shop").warning("a\nb", { order: 7 });
    assert.equal(await log.text(), "WARNING|shop|a\\nb|7|\n");
  });
});

describe("check", () => {
  it("names what is wrong with LOGGING, as logging.E001", async (t) => {
    const project = await makeProject(t);
    await project.write(
      "mysite/settings.ts",
      (await project.read("mysite/settings.ts")).replace(
        "ROOT_URLCONF",
        'LOGGING: { root: { handlers: ["consol"] } },\n  ROOT_URLCONF',
      ),
    );
    const run = await project.manage("check");
    assert.equal(run.status, 1);
    assert.match(run.stderr, /logging\.E001\) LOGGING\.root\.handlers names 'consol'/);
  });
});
