/** The command line from source, for tests that start it as a program. */
import { run } from "../../src/cli/index.ts";

process.exitCode = await run(process.argv.slice(2), "0.0.0");
