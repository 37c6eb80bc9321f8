import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { compileCacheFolder } from "../../compile-cache/index.ts";
import { askYesNo, type CommandContext } from "../../command/index.ts";
import { resolveSpecifier, type Project } from "../../conf/index.ts";
import { MkwebError } from "../../errors.ts";
import { createTestDatabase } from "../../test/index.ts";
import { defineCommand } from "../define.ts";
import { selectTests } from "../select-tests.ts";

export default defineCommand({
  describe: "Runs the tests of the project, of apps, or of single files.",
  arguments: {
    testLabel: {
      describe:
        "An app (polls), a file (polls/tests.ts), or a test (polls.tests.IndexTests.test_none).",
      optional: true,
      variadic: true,
    },
  },
  options: {
    k: {
      type: "string",
      array: true,
      metavar: "PATTERN",
      describe: "Only run tests whose name matches the pattern, a regular expression.",
    },
    noinput: {
      type: "boolean",
      describe: "Tells mkweb to NOT prompt the user for input of any kind.",
      default: false,
    },
    noKeepdb: {
      type: "boolean",
      describe:
        "Makes the test database anew and deletes it afterwards. Otherwise it is kept until models.ts or migrations change.",
      default: false,
    },
    parallel: {
      type: "boolean",
      describe: "Runs each file in a process of its own, several at once, instead of all in one.",
      default: false,
    },
  },
  async run({ testLabel, k, noinput, noKeepdb, parallel }, context) {
    const { out, project } = context;
    const { files, patterns } = selectTests(testLabel, project.root, await project.apps());
    if (files.length === 0) {
      out.note("Found 0 tests.");
      return;
    }
    const names = [...patterns, ...(k ?? [])].map((name) => `--test-name-pattern=${name}`);
    const isolation = parallel ? [] : ["--experimental-test-isolation=none"];
    const argv = ["--test", "--test-reporter=spec", ...isolation, ...names, ...files];
    const one = parallel ? {} : { MKWEB_TESTS_IN_ONE_PROCESS: "1" };
    const run = (env: Environment) => runNode(argv, { ...env, ...one }, context);
    if (!(await onTestDatabase(context, { noinput, keepdb: !noKeepdb }, run))) {
      throw new MkwebError("MKWEB_TESTS_FAILED", "Some tests failed.", {
        hint: "Read the first failure above; run one file again with `node manage test path/to/tests.ts`.",
      });
    }
  },
});

type Environment = Readonly<Record<string, string | undefined>>;

/** Runs the tests with a database of their own, if the project has one. */
async function onTestDatabase(
  { out, project, env, interactive }: CommandContext<Project>,
  { noinput, keepdb }: { readonly noinput: boolean; readonly keepdb: boolean },
  run: (env: Environment) => Promise<boolean>,
): Promise<boolean> {
  const settings = await project.settings();
  if (!settings.DATABASES["default"]) return run(env);
  const mayReplace = async (name: string): Promise<boolean> => {
    out.note(`Got an error creating the test database: database "${name}" already exists`);
    if (noinput || !interactive) return true;
    return askYesNo(`Delete the test database '${name}' and make it anew?`, false);
  };
  const made = await createTestDatabase(settings, { mayReplace, keepdb });
  if (!made) throw cancelled();
  out.note(`${made.isOld ? "Using existing" : "Creating"} test database for alias 'default'...`);
  try {
    return await run({ ...env, MKWEB_TEST_DATABASE: JSON.stringify(made.database) });
  } finally {
    out.note(`${keepdb ? "Preserving" : "Destroying"} test database for alias 'default'...`);
    await made.destroy();
  }
}

/** @returns Whether all of it went well. */
async function runNode(
  argv: readonly string[],
  env: Environment,
  { project, signal }: CommandContext<Project>,
): Promise<boolean> {
  const cwd = fileURLToPath(project.root);
  const setUp = resolveSpecifier("mkweb/test", project.root)?.href ?? "mkweb/test";
  const status = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", setUp, ...argv], {
      cwd,
      env: { ...env, NODE_COMPILE_CACHE: compileCacheFolder() },
      stdio: "inherit",
    });
    child.on("error", reject);
    child.on("exit", resolve);
    signal.addEventListener("abort", () => child.kill("SIGINT"));
  });
  return status === 0;
}

function cancelled(): MkwebError {
  return new MkwebError("MKWEB_INTERRUPTED", "Tests cancelled. Nothing was deleted.", {
    hint: "Answer yes, or add --noinput.",
  });
}
