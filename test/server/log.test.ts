/** What a server's log shows of what visitors send. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { logError, logText } from "../../src/http/index.ts";
import { makeProject } from "../support/project.ts";
import { heldSite } from "./held/site.ts";
import { logRecords } from "./log-records.ts";

describe("a line of the log", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["a\nb\r\tc", "a\\nb\\r\\tc"],
    ["\u001b[2J\u0000\u007f\u009b", "\\x1b[2J\\x00\\x7f\\x9b"],
    ["\u2028\u202e\u2066\ufeff", "\\u2028\\u202e\\u2066\\ufeff"],
    ["\ud800", "\\ud800"],
    ["größe 😀 \\", "größe 😀 \\"],
  ];
  for (const [text, shown] of cases) {
    it(`shows ${shown}`, () => assert.equal(logText(text), shown));
  }

  it("is one for each message, and one for each place in the code", () => {
    const error = new Error("first\n    at forged (/etc/passwd:1:1)\n\u001b[31mred", {
      cause: new RangeError("second\nline"),
    });
    const lines = logError(error).split("\n");

    assert.equal(lines[0], "Error: first\\n    at forged (/etc/passwd:1:1)\\n\\x1b[31mred");
    assert.ok(lines.includes("Caused by: RangeError: second\\nline"));
    assert.ok(lines.every((line, at) => at === 0 || /^(?: {4}at |Caused by: )/.test(line)));
    assert.ok(!lines.some((line) => line.startsWith("    at forged")));
  });

  it("ends with a circle of causes, and shows what is no error", () => {
    const error = new Error("a");
    error.cause = error;
    assert.equal(logError(error).match(/Error: a/g)?.length, 1);
    assert.equal(logError("just\ntext"), "'just\\ntext'");
  });
});

describe("a server without DEBUG", { skip: process.platform !== "linux" && "reads /proc" }, () => {
  it("logs hostile paths and messages as one line each, and no password", async (t) => {
    const site = await heldSite(t);

    await site.get("/fails/%0aInternal%20Server%20Error:%20GET%20forged%1b%5b2J%e2%80%ae");

    const forged = "\nInternal Server Error: GET forged\u001b[2J\u202e";
    const [record, ...others] = logRecords(site.output());
    assert.deepEqual(others, []);
    assert.equal(record?.message, `Internal Server Error: GET /fails/${forged}`);
    assert.equal(record.error?.message, `No ${forged}`);
    assert.match(record.error?.causes?.[0] ?? "", /^Error: postgres:\/\/me:\*+@db\/shop is away$/);
    assert.doesNotMatch(site.output(), /\nInternal Server Error: GET forged|s3cret|\u001b|\u202e/);
  });
});

describe("runserver", () => {
  it("logs hostile paths as one line each, and no password", async (t) => {
    const project = await makeProject(t);
    const run = project.start("runserver", "--noreload", "127.0.0.1:0");
    await run.says(/Quit the server/);
    const url = /http:\S+/.exec(run.output())?.[0] ?? "";

    await fetch(new URL("polls/%0aforged%1b%5b2J?password=s3cret&x=1", url));
    await run.says(/"GET \S+ HTTP\/1\.1" 404/);

    assert.match(run.output(), /"GET \/polls\/%0Aforged%1B%5B2J\?password=\*+&x=1 HTTP\/1\.1" 404/);
    assert.doesNotMatch(run.output(), /\nforged|\u001b\[2J|s3cret/);
  });
});
