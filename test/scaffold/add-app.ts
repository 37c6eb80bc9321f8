/** Adds an app to the project in a folder, for tests that run several at once: FOLDER NAME. */
import { MkwebError } from "../../src/errors.ts";
import { applyPlan } from "../../src/scaffold/index.ts";
import { namedAppPlan } from "./samples.ts";

const [folder = "", name = ""] = process.argv.slice(2);
try {
  await applyPlan(namedAppPlan(folder, name), { what: `startapp ${name}` });
  process.stdout.write("made");
} catch (error) {
  if (!(error instanceof MkwebError)) throw error;
  process.stdout.write(error.code);
}
