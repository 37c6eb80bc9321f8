import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { MkwebError } from "../../errors.ts";
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
  },
  async run({ testLabel, k }, { out, project, signal, env }) {
    const { files, patterns } = selectTests(testLabel, project.root, await project.apps());
    if (files.length === 0) {
      out.note("Found 0 tests.");
      return;
    }
    const names = [...patterns, ...(k ?? [])].map((name) => `--test-name-pattern=${name}`);
    const cwd = fileURLToPath(project.root);
    const argv = ["--test", "--test-reporter=spec", ...names, ...files];
    const status = await new Promise<number | null>((resolve, reject) => {
      const child = spawn(process.execPath, argv, { cwd, env, stdio: "inherit" });
      child.on("error", reject);
      child.on("exit", resolve);
      signal.addEventListener("abort", () => child.kill("SIGINT"));
    });
    if (status !== 0) {
      throw new MkwebError("MKWEB_TESTS_FAILED", "Some tests failed.", {
        hint: "Read the first failure above; run one file again with `node manage test path/to/tests.ts`.",
      });
    }
  },
});
