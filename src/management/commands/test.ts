import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compileCacheFolder } from "../../compile-cache/index.ts";
import { askYesNo, type CommandContext } from "../../command/index.ts";
import { resolveSpecifier, type DatabaseSettings, type Project } from "../../conf/index.ts";
import { MkwebError } from "../../errors.ts";
import { createTestDatabase, runTests } from "../../test/index.ts";
import { defineCommand } from "../define.ts";
import { selectTests } from "../select-tests.ts";

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
    const names = [...patterns, ...(k ?? [])];
    const run = parallel
      ? (database?: DatabaseSettings) => runApart(files, names, database, context)
      : (database?: DatabaseSettings) => runHere(files, names, database, context);
    const passed = await onTestDatabase(context, { noinput, keepdb: !noKeepdb }, run);
    if (context.signal.aborted) return endNow(context);
    if (!passed) {
      throw new MkwebError("MKWEB_TESTS_FAILED", "Some tests failed.", {
        hint: "Read the first failure above; run one file again with `node manage test path/to/tests.ts`.",
      });
    }
  },
});

type Run = (database?: DatabaseSettings) => Promise<boolean>;

/** Runs the tests with a database of their own, if the project has one. */
async function onTestDatabase(
  { out, project, interactive }: CommandContext<Project>,
  { noinput, keepdb }: { readonly noinput: boolean; readonly keepdb: boolean },
  run: Run,
): Promise<boolean> {
  const settings = await project.settings();
  if (!settings.DATABASES["default"]) return run();
  const mayReplace = async (name: string): Promise<boolean> => {
    out.note(`Got an error creating the test database: database "${name}" already exists`);
    if (noinput || !interactive) return true;
    return askYesNo(`Delete the test database '${name}' and make it anew?`, false);
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

function runHere(
  files: readonly string[],
  patterns: readonly string[],
  database: DatabaseSettings | undefined,
  { project, signal }: CommandContext<Project>,
): Promise<boolean> {
  const root = fileURLToPath(project.root);
  process.chdir(root);
  const paths = files.map((file) => join(root, file));
  return runTests({ files: paths, patterns, database, signal });
}

/** Each file in a process of its own. */
async function runApart(
  files: readonly string[],
  patterns: readonly string[],
  database: DatabaseSettings | undefined,
  { project, env, signal }: CommandContext<Project>,
): Promise<boolean> {
  const names = patterns.map((pattern) => `--test-name-pattern=${pattern}`);
  const setUp = resolveSpecifier("mkweb/test", project.root)?.href ?? "mkweb/test";
  const argv = ["--import", setUp, "--test", "--test-reporter=spec", ...names, ...files];
  const status = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(process.execPath, argv, {
      cwd: fileURLToPath(project.root),
      env: {
        ...env,
        NODE_COMPILE_CACHE: compileCacheFolder(),
        ...(database && { MKWEB_TEST_DATABASE: JSON.stringify(database) }),
      },
      stdio: "inherit",
    });
    child.on("error", reject);
    child.on("exit", resolve);
    signal.addEventListener("abort", () => child.kill("SIGINT"));
  });
  return status === 0;
}

/** Whatever test is still under way. The first signal was caught; this one does what signals do. */
function endNow({ out }: CommandContext<Project>): void {
  out.note("Interrupted: what was not reported above did not run to its end.");
  process.kill(process.pid, "SIGINT");
}

function cancelled(): MkwebError {
  return new MkwebError("MKWEB_INTERRUPTED", "Tests cancelled. Nothing was deleted.", {
    hint: "Answer yes, or add --noinput.",
  });
}
