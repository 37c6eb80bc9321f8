/** What programs get: one document on stdout with `--json`, whatever happens. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { defineCommand, type CommandContext, type CommandTable } from "../../src/command/index.ts";
import { MkwebError } from "../../src/errors.ts";
import { run, table } from "./support.ts";

function only(act: (context: CommandContext) => Promise<void> | void): CommandTable {
  const command = defineCommand({
    describe: "Acts.",
    arguments: { name: { describe: "Whom.", optional: true } },
    run: (_, context) => act(context),
  });
  return { groups: [{ name: "mkweb", commands: { act: async () => ({ default: command }) } }] };
}

const documentOf = ({ stdout }: { readonly stdout: string }) => JSON.parse(stdout);

describe("--json", () => {
  it("prints the facts of a command in one document, and everything for people on stderr", async () => {
    const commands = only(({ out }) => {
      out.data("for people");
      out.progress("Doing it");
      out.note("A note");
      out.facts({ closed: 2 });
      out.facts({ left: [1] });
    });
    const ended = await run(["act", "--json"], { commands });
    assert.deepEqual(documentOf(ended), {
      format: 1,
      command: "act",
      ok: true,
      closed: 2,
      left: [1],
    });
    assert.equal(ended.stderr, "Doing it\nA note\n");
    assert.equal(ended.status, 0);
  });

  it("prints no facts without it", async () => {
    const commands = only(({ out }) => {
      out.facts({ closed: 2 });
      out.ready();
    });
    assert.equal((await run(["act"], { commands })).stdout, "");
  });

  it("gives the lines of a command that tells no facts", async () => {
    const ended = await run(["closepoll", "--json"]);
    assert.deepEqual(documentOf(ended), {
      format: 1,
      command: "closepoll",
      ok: true,
      output: ["closed"],
    });
  });

  it("lets no fact take the place of the head", async () => {
    const commands = only(({ out }) => out.facts({ ok: false, format: 9, command: "x", error: 1 }));
    const { ok, format, command, error } = documentOf(await run(["act", "--json"], { commands }));
    assert.deepEqual([ok, format, command, error], [true, 1, "act", 1]);
  });

  it("explains an error, beside what was told before, and says nothing on stderr", async () => {
    const commands = only(({ out }) => {
      out.facts({ applied: ["a"] });
      throw new MkwebError("MKWEB_MIGRATION_FAILED", "It broke.", {
        hint: "Mend it.",
        files: ["/site/a.ts"],
      });
    });
    const ended = await run(["act", "--json"], { commands });
    assert.deepEqual(documentOf(ended), {
      format: 1,
      command: "act",
      ok: false,
      error: {
        code: "MKWEB_MIGRATION_FAILED",
        message: "It broke.",
        hint: "Mend it.",
        files: ["/site/a.ts"],
      },
      applied: ["a"],
    });
    assert.deepEqual([ended.status, ended.stderr], [1, ""]);
  });

  it("names a bug, whose stack is on stderr", async () => {
    const commands = only(() => {
      throw new TypeError("x is not a function");
    });
    const ended = await run(["act", "--json"], { commands });
    const { code, message } = documentOf(ended).error;
    assert.deepEqual([code, message], ["MKWEB_UNEXPECTED", "TypeError: x is not a function"]);
    assert.match(ended.stderr, /TypeError: x is not a function\n +at /);
    assert.equal(ended.status, 1);
  });

  it("answers wrong usage and unknown commands, with the exit status that they have", async () => {
    const usage = await run(["check", "--bogus", "--json"]);
    assert.equal(usage.status, 2);
    assert.equal(documentOf(usage).error.code, "MKWEB_USAGE");
    assert.match(documentOf(usage).error.message, /unrecognized arguments: --bogus/);
    assert.match(documentOf(usage).error.hint, /manage help check/);
    const valued = await run(["check", "--json=yes"]);
    assert.equal(valued.status, 2);
    assert.equal(documentOf(valued).error.code, "MKWEB_USAGE");
    const unknown = await run(["rnserver", "--json"]);
    assert.equal(unknown.status, 1);
    assert.equal(documentOf(unknown).command, "rnserver");
    assert.equal(documentOf(unknown).error.code, "MKWEB_UNKNOWN_COMMAND");
    assert.equal(unknown.stderr + usage.stderr + valued.stderr, "");
  });

  it("is a word like any other after --", async () => {
    const ended = await run(["check", "--", "--json"]);
    assert.deepEqual(documentOf(ended).appLabel, ["--json"]);
  });

  it("answers facts that JSON cannot hold with an error", async () => {
    const commands = only(({ out }) => out.facts({ big: 1n }));
    const ended = await run(["act", "--json"], { commands });
    assert.deepEqual([ended.status, documentOf(ended).ok], [1, false]);
  });

  it("says that a command was stopped, with the signal's status", async () => {
    const commands = only(async ({ signal, out }) => {
      out.facts({ done: 1 });
      process.kill(process.pid, "SIGINT");
      await new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(new Error("aborted")));
      });
    });
    const ended = await run(["act", "--json"], { commands });
    const { ok, done, error } = documentOf(ended);
    assert.deepEqual([ended.status, ok, done, error.code], [130, false, 1, "MKWEB_INTERRUPTED"]);
  });

  it("comes in one line as soon as a command that goes on is ready", async () => {
    const commands = only(({ out }) => {
      out.facts({ url: "http://127.0.0.1:8000/" });
      out.ready();
      out.facts({ late: true });
    });
    const { stdout } = await run(["act", "--json"], { commands });
    assert.equal(stdout, '{"format":1,"command":"act","ok":true,"url":"http://127.0.0.1:8000/"}\n');
  });

  it("asks nobody, terminal or not, and tells the command so", async () => {
    const commands = only(({ out, json, interactive }) => out.facts({ json, interactive }));
    const asked = { commands, interactive: true };
    const { json, interactive } = documentOf(await run(["act", "--json"], asked));
    assert.deepEqual([json, interactive], [true, false]);
  });

  it("means what a command says it means that has such an option itself", async () => {
    const command = defineCommand({
      describe: "Acts.",
      options: { json: { type: "boolean", describe: "In JSON." } },
      run({ json }, { out }) {
        out.data(JSON.stringify([json]));
      },
    });
    const commands = {
      groups: [{ name: "polls", commands: { act: async () => ({ default: command }) } }],
    };
    assert.equal((await run(["act", "--json"], { commands })).stdout, "[true]\n");
  });

  it("describes the commands and what each of them takes", async () => {
    const help = documentOf(await run(["help", "--json"]));
    assert.deepEqual(help.commands[1], { name: "closepoll", group: "polls", describe: "closed" });
    assert.equal(help.version, "1.2.3");
    const expected = documentOf(await run(["help", "check", "--json"]));
    assert.equal(expected.command, "help");
    const { options, ...rest } = documentOf(await run(["check", "--help", "--json"]));
    assert.deepEqual(rest.arguments[0].name, "appLabel");
    assert.deepEqual(options[1], {
      name: "--database",
      aliases: [],
      type: "string",
      describe: "Which database.",
      repeatable: false,
      choices: ["default", "other"],
    });
    assert.equal(documentOf(await run(["--version", "--json"])).version, "1.2.3");
    assert.equal(documentOf(await run(["help", "rnserver", "--json"])).ok, false);
  });

  it("stands alone, whatever a table of commands holds", async () => {
    const commands = { groups: table.groups, remark: "The settings are broken." };
    assert.equal(
      documentOf(await run(["help", "--json"], { commands })).remark,
      "The settings are broken.",
    );
  });
});
