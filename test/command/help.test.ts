/** The numbers are those of Django's command line cases; docs/coming-from/django-differences.md explains them. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { defineCommand } from "../../src/command/index.ts";
import { run, table } from "./support.ts";

const main = `mkweb 1.2.3

Type 'manage help <subcommand>' for help on a specific subcommand.

Available subcommands:

[mkweb]
    check
    runserver
    startthing

[polls]
    closepoll
    shared
`;

describe("help", () => {
  it("is what no command at all shows, on stdout, with status 0", async () => {
    assert.deepEqual(await run([]), { status: 0, stdout: main, stderr: "" });
  });

  it("lists the commands under their apps, both sorted", async () => {
    assert.equal((await run(["help"])).stdout, main);
  });

  it("--commands prints the bare names, sorted", async () => {
    const { stdout, status } = await run(["help", "--commands"]);
    assert.equal(stdout, "check\nclosepoll\nrunserver\nshared\nstartthing\n");
    assert.equal(status, 0);
  });

  it("--help and -h print the same bytes as help", async () => {
    assert.equal((await run(["--help"])).stdout, main);
    assert.equal((await run(["-h"])).stdout, main);
  });

  it("of one command shows its own options before the common ones", async () => {
    const byOption = await run(["check", "--help"]);
    const byCommand = await run(["help", "check"]);
    assert.equal(byOption.status, 0);
    assert.deepEqual(byOption, byCommand);
    assert.equal(byOption.stdout, checkHelp);
  });

  it("in a project lists Django's common options in Django's order", async () => {
    const { stdout } = await run(["check", "--help"], { project: () => undefined });
    const listed = [...stdout.matchAll(/^  (?:-\w.*, )?(--[a-z-]+)/gm)].map(([, flag]) => flag);
    assert.deepEqual(
      listed,
      "--help --tag --database --deploy --retries --version --verbosity --settings --traceback --no-color --force-color --json --skip-checks".split(
        " ",
      ),
    );
  });

  it("leaves out what a command suppresses, and the defaults still apply", async () => {
    const { stdout } = await run(["startthing", "--help"]);
    assert.doesNotMatch(stdout, /verbosity|traceback/);
    assert.match(stdout, /--no-color/);
    assert.equal((await run(["startthing", "x"])).stdout, "x 1\n");
    assert.equal((await run(["startthing", "x", "-v2"])).stdout, "x 2\n");
  });

  it("version and --version print the same", async () => {
    assert.deepEqual(await run(["version"]), { status: 0, stdout: "1.2.3\n", stderr: "" });
    assert.equal((await run(["--version"])).stdout, "1.2.3\n");
    assert.equal((await run(["check", "--version"])).stdout, "1.2.3\n");
  });

  it("names the program as it was called", async () => {
    const { stdout } = await run(["help", "check"], { program: "node manage" });
    assert.match(stdout, /^usage: node manage check /);
  });

  it("ends with the table's remark, for example that settings are broken", async () => {
    const { stdout, stderr, status } = await run(["help"], {
      commands: { ...table, remark: "Note that only core commands are listed (error: x)." },
    });
    assert.match(stdout, /\n\nNote that only core commands are listed \(error: x\)\.\n$/);
    assert.equal(stderr, "");
    assert.equal(status, 0);
  });

  it("loads no command to list them", async () => {
    const unloadable = () => Promise.reject(new Error("loaded"));
    const commands = { groups: [{ name: "a", commands: { unloadable } }] };
    assert.match((await run(["help"], { commands })).stdout, /unloadable/);
  });
});

const checkHelp = `usage: manage check [-h] [-t TAG] [--database {default,other}] [--deploy]
                    [--retries RETRIES] [--version] [-v {0,1,2,3}]
                    [--traceback] [--no-color] [--force-color] [--json]
                    [app_label ...]

Checks the entire project for potential problems.

positional arguments:
  app_label             Limits the check to apps.

options:
  -h, --help            show this help message and exit
  -t TAG, --tag TAG     Run only checks with this tag.
  --database {default,other}
                        Which database.
  --deploy              Check deployment settings.
  --retries RETRIES     How often to try.
  --version             Show program's version number and exit.
  -v {0,1,2,3}, --verbosity {0,1,2,3}
                        Verbosity level; 0=minimal output, 1=normal output,
                        2=verbose output, 3=very verbose output
  --traceback           Display a full stack trace on expected errors.
  --no-color            Don't colorize the command output.
  --force-color         Force colorization of the command output.
  --json                Ask nothing, and print the result as one JSON
                        document.
`;

describe("completion", () => {
  const complete = async (line: string, word: number) =>
    (
      await run([], {
        env: { MKWEB_AUTO_COMPLETE: "1", COMP_WORDS: line, COMP_CWORD: String(word) },
      })
    ).stdout;

  it("offers the commands that begin like the word under the cursor", async () => {
    assert.equal(await complete("manage s", 1), "shared startthing\n");
  });

  it("offers a command's options that were not given yet", async () => {
    assert.equal(await complete("manage check --de --database default", 2), "--deploy\n");
    assert.equal(await complete("manage check --deploy --de", 3), "\n");
  });

  it("offers nothing after an unknown command", async () => {
    assert.equal(await complete("manage nosuch --", 2), "\n");
  });
});

describe("defineCommand", () => {
  it("types the values by the definition", () => {
    defineCommand({
      describe: "",
      arguments: { name: { describe: "" }, rest: { describe: "", variadic: true, optional: true } },
      options: { port: { type: "number", default: 1, describe: "" } },
      run({ name, rest, port }) {
        const values: [string, readonly string[], number] = [name, rest, port];
        // @ts-expect-error: a number is no text
        const wrong: string = port;
        return void [values, wrong];
      },
    });
  });
});
