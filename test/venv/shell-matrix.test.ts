/** Hostile names, every shell, every setting; and nothing is ever executed from a name. */
import assert from "node:assert/strict";
import { mkdirSync, readdirSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { some } from "../support/thorough.ts";
import { names } from "./names.ts";
import { expectedLine, type Setting, type Shell, shells, type Stop } from "./shells.ts";
import { Sandbox } from "./support.ts";

describe("an environment with a hostile name", () => {
  const sandbox = new Sandbox();
  const stops: Stop[] = [];

  before(async () => {
    const machine = sandbox.machine({ execPath: sandbox.fakeNode() });
    for (const [label, name] of Object.entries(names)) {
      const directory = sandbox.join("envs", name);
      await sandbox.create(directory, {}, machine);
      stops.push({ label, directory });
    }
  });
  after(() => sandbox.remove());

  for (const shell of shells) {
    const skip = shell.program === undefined && `${shell.name} is not installed`;
    for (const [at, [setting, how]] of Object.entries(shell.settings).entries()) {
      it(`is entered and left in ${shell.name}, ${setting}`, { skip }, () => {
        // Every name in every setting, some thousand tours, is what `npm run test:thorough` tries.
        tour(sandbox, shell, setting, how, at === 0 ? stops : some(stops, 5));
      });
    }
  }
});

function tour(
  sandbox: Sandbox,
  shell: Shell,
  setting: string,
  how: Setting,
  stops: readonly Stop[],
): void {
  const cwd = sandbox.join(`cwd ${shell.name} ${setting}`);
  mkdirSync(cwd);
  const lines: string[] = [];
  let said = "";
  for (const some of shell.oneByOne ? stops.map((stop) => [stop]) : [stops]) {
    const script = shell.tour(some, how.before ?? "");
    const asFile = shell.onlyFiles === true || (!how.args.includes("-i") && !shell.oneByOne);
    const args = shell.oneByOne
      ? [...how.args, "-c", script]
      : asFile
        ? [...how.args, sandbox.write(`tours/${shell.name}-${setting}`, script)]
        : how.args;
    const run = sandbox.run(shell.program ?? shell.name, args, {
      cwd,
      input: asFile ? "" : script,
      env: { ...sandbox.env, MKWEB_VENV_TEST: "1" },
    });
    lines.push(...run.stdout.split("\n"));
    said += run.stderr;
  }
  const told = lines.flatMap((line) => {
    const start = stops.find(({ label }) => line.includes(`${label}|`));
    return start ? [line.slice(line.indexOf(`${start.label}|`))] : [];
  });
  assert.deepEqual(told, stops.map(expectedLine), said.slice(-2000));
  assert.deepEqual(readdirSync(cwd), [], "something was executed");
}
