import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compileCacheFolder } from "../../platform/index.ts";
import { askYesNo, type CommandContext, type Facts } from "../../command/index.ts";
import { resolveSpecifier, type DatabaseSettings, type Project } from "../../conf/index.ts";
import { MkwebError } from "../../errors.ts";
import { createTestDatabase, runTests, type TestResult, type TestRun } from "../../test/index.ts";
import { defineCommand } from "../define.ts";
import { selectTests, type Selection } from "../select-tests.ts";

export default defineCommand({
  describe: "Runs the tests of the project, of apps, or of single files.",
  examples: ["test", "test polls", 'test polls/tests.ts -k "shows its index"'],
  arguments: {
    testLabel: {
      complete: "app",
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
        "Creates a new test database and deletes it afterwards. Otherwise it is kept until models.ts or migrations change.",
      default: false,
    },
    parallel: {
      type: "boolean",
      describe: "Runs each file in its own process, several at once, instead of all in one.",
      default: false,
    },
  },
  async run({ testLabel, k, noinput, noKeepdb, parallel }, context) {
    const { out, project } = context;
    const root = fileURLToPath(project.root);
    const { files, patterns } = selectTests(testLabel, project.root, await project.apps());
    if (files.length === 0) {
      out.facts({
        files: files.map((file) => join(root, file)),
        ...factsOf({ passed: true, tests: [] }),
      });
      out.note("Found 0 tests.");
      return;
    }
    const selection = { files, patterns: [...patterns, ...(k ?? [])] };
    const run = (database?: DatabaseSettings): Promise<TestRun> =>
      runIn(selection, parallel, database, context);
    const ended = await onTestDatabase(context, { noinput, keepdb: !noKeepdb }, run);
    out.facts({ files: files.map((file) => join(root, file)), ...factsOf(ended) });
    if (context.signal.aborted) return endNow(context);
    if (!ended.passed) {
      throw new MkwebError("MKWEB_TESTS_FAILED", "Some tests failed.", {
        hint: "Read the first failure above; run one file again with `node manage test path/to/tests.ts`.",
      });
    }
  },
});

type Run = (database?: DatabaseSettings) => Promise<TestRun>;

/** Runs the tests with their own database, if the project has one. */
async function onTestDatabase(
  { out, project, interactive }: CommandContext<Project>,
  { noinput, keepdb }: { readonly noinput: boolean; readonly keepdb: boolean },
  run: Run,
): Promise<TestRun> {
  const settings = await project.settings();
  if (!settings.DATABASES["default"]) return run();
  const mayReplace = async (name: string): Promise<boolean> => {
    out.note(`Got an error creating the test database: database "${name}" already exists`);
    if (noinput || !interactive) return true;
    return askYesNo(`Delete the test database '${name}' and create it again?`, false);
  };
  const made = await createTestDatabase(settings, { mayReplace, keepdb });
  if (!made) throw cancelled();
  out.note(`${made.isOld ? "Using existing" : "Creating"} test database for alias 'default'...`);
  try {
    return await run(made.database);
  } finally {
    out.note(`${keepdb ? "Preserving" : "Destroying"} test database for alias 'default'...`);
    await made.destroy();
  }
}

/** Runs in this process, or each file in its own. */
function runIn(
  { files, patterns }: Selection,
  parallel: boolean,
  database: DatabaseSettings | undefined,
  { project, signal }: CommandContext<Project>,
): Promise<TestRun> {
  const root = fileURLToPath(project.root);
  process.chdir(root);
  process.env["NODE_COMPILE_CACHE"] = compileCacheFolder();
  const setUp = resolveSpecifier("mkweb/test", project.root)?.href ?? "mkweb/test";
  const paths = files.map((file) => join(root, file));
  return runTests({ files: paths, patterns, database, signal, ...(parallel && { apart: setUp }) });
}

function factsOf({ tests }: TestRun): Facts {
  const count = (wanted: TestResult["outcome"]): number =>
    tests.filter(({ outcome }) => outcome === wanted).length;
  const [passed, failed, skipped, todo] = [
    count("passed"),
    count("failed"),
    count("skipped"),
    count("todo"),
  ];
  return { passed, failed, skipped, todo, tests };
}

/** Ends the process while a test is still running. The first signal was caught; this one acts normally. */
function endNow({ out, json }: CommandContext<Project>): void {
  out.note("Interrupted: tests not reported above did not finish.");
  // A signal would leave no time to print the document.
  if (json) process.exit(130);
  process.kill(process.pid, "SIGINT");
}

function cancelled(): MkwebError {
  return new MkwebError("MKWEB_INTERRUPTED", "Tests cancelled. Nothing was deleted.", {
    hint: "Answer yes, or add --noinput.",
  });
}
