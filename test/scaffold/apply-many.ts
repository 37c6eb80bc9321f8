/**
 * Applies a plan to each prepared folder in turn, for tests that end it in the middle.
 *
 *     node apply-many.ts project|app FOLDER COUNT
 *
 * Says "ready", waits for a byte on stdin, then works in FOLDER/0, FOLDER/1, ... On SIGINT it lets the
 * running plan end as it will and exits with 130.
 */
import { once } from "node:events";
import { join } from "node:path";
import { applyPlan } from "../../src/scaffold/index.ts";
import { type Manner, planFor } from "./samples.ts";

const [name, folder = "", count] = process.argv.slice(2);
const manner: Manner = name === "app" ? "app" : "project";
const controller = new AbortController();
process.once("SIGINT", () => controller.abort());

process.stdout.write("ready\n");
await once(process.stdin, "data");
process.stdin.destroy();
for (let index = 0; index < Number(count); index += 1) {
  const plan = planFor(manner, join(folder, String(index)));
  try {
    await applyPlan(plan, { what: `start${manner}`, signal: controller.signal });
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    process.exitCode = 130;
    break;
  }
}
