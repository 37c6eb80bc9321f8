/** The line on a terminal that says what long work is at. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { defineCommand, type CommandTable } from "../../src/command/index.ts";
import { run, type Setting } from "./support.ts";

type Work = Parameters<typeof defineCommand>[0]["run"];

const erased = "\r\u001B[K";
const drawn = (text: string): string => erased + text;

function working(work: Work): Setting & { readonly commands: CommandTable } {
  const load = async () => ({ default: defineCommand({ describe: "Works.", run: work }) });
  return { tty: true, commands: { groups: [{ name: "own", commands: { work: load } }] } };
}

describe("the status of long work", () => {
  const work: Work = (_, { out }) => {
    out.status("Reading");
    out.status("Loading", 1, 3);
    out.note("halfway");
    out.status("Checking");
  };

  it("is one line that the next takes the place of, gone before other lines and at the end", async () => {
    const { stderr, stdout } = await run(["work"], working(work));
    assert.equal(
      stderr,
      `${drawn("Reading")}${drawn("Loading: 1 of 3")}${erased}halfway\n${drawn("Checking")}${erased}`,
    );
    assert.equal(stdout, "");
  });

  it("is gone before an error is told", async () => {
    const { stderr, status } = await run(
      ["work"],
      working((_, { out }) => {
        out.status("Reading", 7);
        throw new Error("broken");
      }),
    );
    assert.equal(status, 1);
    assert.ok(stderr.startsWith(`${drawn("Reading: 7")}${erased}`), stderr);
    assert.match(stderr, /^[^]*\u001B\[KError: broken/);
  });

  it("is shown where nobody but a person at a terminal reads: not in a file, not with --json or -v 0", async () => {
    const quiet = [
      await run(["work"], { ...working(work), tty: false }),
      await run(["work", "--json"], working(work)),
      await run(["work", "-v", "0"], working(work)),
      await run(["work"], { ...working(work), env: { TERM: "dumb" } }),
    ];
    assert.deepEqual(
      quiet.map(({ stderr }) => stderr),
      ["halfway\n", "halfway\n", "", "halfway\n"],
    );
  });

  it("counts a hundred thousand rows without drawing each", async () => {
    const begun = performance.now();
    const { stderr } = await run(
      ["work"],
      working((_, { out }) => {
        for (let row = 1; row <= 100_000; row += 1) out.status("Loading", row, 100_000);
      }),
    );
    const tenths = Math.ceil((performance.now() - begun) / 100);
    const count = stderr.split("Loading").length - 1;
    assert.ok(count >= 1 && count <= tenths, `${count} in ${tenths} tenths of a second`);
  });

  it("acts on no terminal by what files and tables are called", async () => {
    const { stderr } = await run(
      ["work"],
      working((_, { out }) => out.status("Reading \u001B[31mred")),
    );
    assert.equal(stderr, `${drawn("Reading \\u001b[31mred")}${erased}`);
  });

  it("takes no more than one row", async () => {
    const { stderr } = await run(
      ["work"],
      working((_, { out }) => out.status("x".repeat(300))),
    );
    assert.equal(stderr, `${drawn("x".repeat(79))}${erased}`);
  });
});
