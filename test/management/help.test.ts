/** Help of every command of both programs, as it stands in a terminal of 80 columns. */
import assert from "node:assert/strict";
import { globSync } from "node:fs";
import { basename } from "node:path";
import { describe, it } from "node:test";
import { commands as globalCommands } from "../../src/cli/index.ts";
import type { AnyCommand, CommandLoader } from "../../src/command/index.ts";
import { allCommonOptions } from "../../src/command/common-options.ts";
import { commandHelp } from "../../src/command/help.ts";
import { parseArguments } from "../../src/command/parse.ts";
import { commands as projectCommands } from "../../src/management/commands/index.ts";
import { sameAsGolden } from "../support/golden.ts";

const src = new URL("../../src/", import.meta.url);

/** Commands that mkweb's own apps bring to a project. */
const ofApps = globSync("*/management/commands/*.ts", { cwd: src }).map(
  (file): [string, CommandLoader] => [basename(file, ".ts"), () => import(new URL(file, src).href)],
);

const programs: Readonly<Record<string, readonly [string, CommandLoader][]>> = {
  mkweb: Object.entries(globalCommands),
  "node manage": [...Object.entries(projectCommands), ...ofApps],
};

for (const [program, commands] of Object.entries(programs)) {
  describe(`help of ${program}`, () => {
    for (const [name, load] of commands) {
      it(`${name} fits into 80 columns and ends with examples that can be typed`, async () => {
        const { default: command } = await load();
        const help = helpOf(program, name, command);
        assert.deepEqual(
          help.split("\n").filter((line) => line.length > 80),
          [],
        );
        const [, examples = ""] = help.split("\n\nExamples:\n");
        assert.notEqual(examples, "");
        for (const line of examples.split("\n")) check(line, program, command, name);
      });
    }
  });
}

it("the help of each command of a project is that of test/golden/help/manage", async (t) => {
  const texts = (programs["node manage"] ?? []).map(async ([name, load]) => {
    const { default: command } = await load();
    return [name, `${helpOf("node manage", name, command)}\n`] as const;
  });
  sameAsGolden(t, "help/manage", Object.fromEntries(await Promise.all(texts)));
});

function helpOf(program: string, name: string, command: AnyCommand): string {
  const common = allCommonOptions(program !== "mkweb", command);
  return commandHelp({ call: `${program} ${name}`, command, common, width: 78 });
}

function check(line: string, program: string, command: AnyCommand, called: string): void {
  const [typed = ""] = line.split(" > ");
  const words = (typed.match(/(?:[^\s"]|"[^"]*")+/g) ?? []).map((word) => word.replaceAll('"', ""));
  const start = program.split(" ");
  const [name, ...rest] = words.slice(start.length);
  assert.deepEqual(words.slice(0, start.length), start);
  assert.ok(name === called || (called === "showurls" && name === "listurls"), line);
  const options = { ...command.options, ...allCommonOptions(program !== "mkweb", command) };
  parseArguments(rest, command.arguments ?? {}, options);
}
