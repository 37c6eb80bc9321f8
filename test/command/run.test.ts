import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { defineCommand, type CommandContext, type CommandTable } from "../../src/command/index.ts";
import { MkwebError } from "../../src/errors.ts";
import { run } from "./support.ts";

function only(act: (context: CommandContext) => Promise<void> | void): CommandTable {
  const command = defineCommand({ describe: "Acts.", run: (_, context) => act(context) });
  return { groups: [{ name: "mkweb", commands: { act: async () => ({ default: command }) } }] };
}

const failing = only(() => {
  throw new MkwebError("MKWEB_SETTINGS_MISSING", "Übel: 設定", { hint: "Do this." });
});

describe("unknown commands", () => {
  it("are answered with the nearest name, on stderr, with status 1", async () => {
    const { status, stdout, stderr } = await run(["rnserver"]);
    assert.equal(status, 1);
    assert.equal(stdout, "");
    assert.equal(
      stderr,
      "error: Unknown command: 'rnserver'. Did you mean runserver? [MKWEB_UNKNOWN_COMMAND]\n\nhint: Type 'manage help' for usage.\n",
    );
  });

  it("get no suggestion where nothing is near", async () => {
    const { status, stderr } = await run(["abcdef"]);
    assert.equal(status, 1);
    assert.match(stderr, /^error: Unknown command: 'abcdef' \[MKWEB_UNKNOWN_COMMAND\]\n/);
  });

  it("are the same after help", async () => {
    assert.deepEqual(await run(["help", "rnserver"]), await run(["rnserver"]));
  });

  it("say first that there are no settings", async () => {
    const commands = { ...failing, unknownRemark: "No mkweb settings specified." };
    const { stderr } = await run(["nosuch"], { commands });
    assert.match(stderr, /^error: No mkweb settings specified\.\nUnknown command: 'nosuch'/);
  });

  it("do not say so where there are settings", async () => {
    assert.doesNotMatch((await run(["nosuch"])).stderr, /settings/);
  });
});

describe("arguments", () => {
  it("a mistyped choice is answered with the nearest one", async () => {
    const { status, stderr } = await run(["check", "--database", "deflaut"]);
    assert.equal(status, 2);
    assert.match(
      stderr,
      /error: argument --database: invalid choice: 'deflaut', maybe you meant 'default'\? \(choose from 'default', 'other'\)/,
    );
  });

  it("a wrong option shows the usage and leaves stdout empty", async () => {
    const { status, stdout, stderr } = await run(["check", "--invalid"]);
    assert.equal(status, 2);
    assert.equal(stdout, "");
    assert.match(stderr, /^usage: manage check \[-h\]/);
    assert.match(stderr, /\nerror: unrecognized arguments: --invalid\n$/);
  });

  it("a surplus argument is unrecognized", async () => {
    const { status, stderr } = await run(["runserver", "argument"]);
    assert.equal(status, 2);
    assert.match(stderr, /error: unrecognized arguments: argument\n$/);
  });

  it("may stand in any order", async () => {
    const expected = (await run(["check", "blog", "--tag", "a", "--deploy", "-v", "2"])).stdout;
    assert.match(expected, /"appLabel":\["blog"\],"tag":\["a"\]/);
    for (const argv of [
      ["--tag", "a", "blog", "--deploy", "-v", "2"],
      ["--deploy", "-v", "2", "--tag=a", "blog"],
      ["-v2", "--deploy", "blog", "-t", "a"],
      ["--verbosity=2", "--tag", "a", "--deploy", "--", "blog"],
    ]) {
      assert.equal((await run(["check", ...argv])).stdout, expected, argv.join(" "));
    }
  });

  it("a verbosity out of range is refused", async () => {
    const { status, stderr } = await run(["check", "-v", "9"]);
    assert.equal(status, 2);
    assert.match(
      stderr,
      /error: argument -v\/--verbosity: invalid choice: 9 \(choose from 0, 1, 2, 3\)/,
    );
  });

  it("a value that is not among the choices is refused with all of them", async () => {
    const { stderr } = await run(["check", "--database", "zzzzzz"]);
    assert.match(stderr, /invalid choice: 'zzzzzz' \(choose from 'default', 'other'\)/);
  });

  it("a missing one is asked for in the command's own words", async () => {
    const { status, stderr } = await run(["startthing"]);
    assert.equal(status, 2);
    assert.match(
      stderr,
      /^usage: manage startthing .*\n(.*\n)*error: You must provide a thing name\.\n$/,
    );
  });

  it("a command of labels asks for one, and gets them all in order", async () => {
    const label = defineCommand({
      describe: "Runs for each label.",
      arguments: { label: { describe: "", variadic: true, missing: "Enter at least one label." } },
      run: ({ label }, { out }) => label.forEach((each) => out.data(each)),
    });
    const commands = {
      groups: [{ name: "mkweb", commands: { label: async () => ({ default: label }) } }],
    };
    const none = await run(["label"], { commands });
    assert.equal(none.status, 2);
    assert.match(none.stderr, /error: Enter at least one label\.\n$/);
    assert.equal((await run(["label", "b", "a"], { commands })).stdout, "b\na\n");
  });

  it("an option without its value says so", async () => {
    assert.match(
      (await run(["check", "--tag"])).stderr,
      /argument -t\/--tag: expected one argument/,
    );
  });

  it("a number must be one", async () => {
    const { stderr } = await run(["check", "--retries", "many"]);
    assert.match(stderr, /argument --retries: invalid number value: 'many'/);
  });

  it("a switch takes no value", async () => {
    const { stderr } = await run(["check", "--deploy=yes"]);
    assert.match(stderr, /argument --deploy: ignored explicit argument 'yes'/);
  });

  it("reach the command by their camelCase names, defaults filled in", async () => {
    const { stdout } = await run([
      "check",
      "-t",
      "a",
      "-t",
      "b",
      "--retries",
      "1",
      "--retries",
      "3",
    ]);
    assert.deepEqual(JSON.parse(stdout), {
      appLabel: [],
      tag: ["a", "b"],
      retries: 3,
      verbosity: 1,
    });
  });

  it("do not reach for prototypes", async () => {
    assert.equal((await run(["check", "--__proto__=x"])).status, 2);
    assert.equal((await run(["constructor"])).status, 1);
  });
});

describe("colour", () => {
  const painted = only(({ out }) => out.note(out.style.success("done")));
  const green = "\u001B[32mdone\u001B[39m\n";
  const stderrOf = async (argv: string[], setting: object) =>
    (await run(["act", ...argv], { commands: painted, ...setting })).stderr;

  it("--no-color and --force-color beat the terminal and the environment", async () => {
    assert.equal(
      await stderrOf(["--no-color"], { tty: true, env: { FORCE_COLOR: "1" } }),
      "done\n",
    );
    assert.equal(await stderrOf(["--force-color"], { env: { NO_COLOR: "1" } }), green);
  });

  it("both together are refused with status 1", async () => {
    const { status, stdout, stderr } = await run(["check", "--no-color", "--force-color"]);
    assert.equal(status, 1);
    assert.equal(stdout, "");
    assert.match(stderr, /The --no-color and --force-color options can't be used together\./);
  });

  it("is off where stderr is no terminal, and NO_COLOR, FORCE_COLOR and TERM are heard", async () => {
    assert.equal(await stderrOf([], {}), "done\n");
    assert.equal(await stderrOf([], { tty: true }), green);
    assert.equal(await stderrOf([], { tty: true, env: { NO_COLOR: "1" } }), "done\n");
    assert.equal(await stderrOf([], { tty: true, env: { TERM: "dumb" } }), "done\n");
    assert.equal(await stderrOf([], { env: { FORCE_COLOR: "1" } }), green);
    assert.equal(await stderrOf([], { tty: true, env: { FORCE_COLOR: "0" } }), "done\n");
  });
});

describe("failures", () => {
  it("that were expected are explained without a stack", async () => {
    assert.deepEqual(await run(["act"], { commands: failing }), {
      status: 1,
      stdout: "",
      stderr: "error: Übel: 設定 [MKWEB_SETTINGS_MISSING]\n\nhint: Do this.\n",
    });
  });

  it("show their stack with --traceback", async () => {
    const { status, stderr } = await run(["act", "--traceback"], { commands: failing });
    assert.equal(status, 1);
    assert.match(stderr, /MkwebError: Übel: 設定\n\s+at /);
  });

  it("that nobody expected show their stack and cause always", async () => {
    const commands = only(() => {
      throw new TypeError("bug", { cause: new Error("why") });
    });
    const { status, stderr } = await run(["act"], { commands });
    assert.equal(status, 1);
    assert.match(stderr, /TypeError: bug\n\s+at [\s\S]*\[cause\]: Error: why/);
  });

  it("end with 130 after Ctrl-C, without a stack", async () => {
    const commands = only(async ({ signal }) => {
      process.kill(process.pid, "SIGINT");
      await new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(new Error("aborted")));
      });
    });
    assert.deepEqual(await run(["act"], { commands }), { status: 130, stdout: "", stderr: "" });
  });
});

describe("a project's commands", () => {
  it("of the app listed first win", async () => {
    assert.equal((await run(["shared"])).stdout, "from polls\n");
  });

  it("find what the project hook made, once their arguments are right", async () => {
    const seen: unknown[] = [];
    const project = (request: object) => seen.push(request);
    assert.equal((await run(["check", "--bogus"], { project })).status, 2);
    assert.equal(seen.length, 0);
    const commands = only(({ project, out }) => out.data(String(project)));
    const argv = ["act", "--settings", "a.ts", "--skip-checks"];
    const { stdout } = await run(argv, {
      commands,
      project: ({ name, settings, skipChecks }) => `${name} ${settings} ${skipChecks}`,
    });
    assert.equal(stdout, "act a.ts true\n");
  });
});

describe("verbosity", () => {
  it("of 0 silences notes, of 2 adds details, and data always comes", async () => {
    const commands = only(({ out }) => {
      out.data("data");
      out.note("note");
      out.detail("detail");
    });
    const printed = async (level: string) => {
      const { stdout, stderr } = await run(["act", "-v", level], { commands });
      return stdout + stderr;
    };
    assert.equal(await printed("0"), "data\n");
    assert.equal(await printed("1"), "data\nnote\n");
    assert.equal(await printed("2"), "data\nnote\ndetail\n");
  });
});
