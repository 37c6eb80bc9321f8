/**
 * Applies a plan to each prepared folder in turn and ends itself by a signal in the middle.
 *
 *     node apply-until.ts project|app|update|destroy|undo FOLDER COUNT [MILLISECONDS SIGNAL]
 *
 * Works in FOLDER/0, FOLDER/1, ... and prints how many milliseconds that took. The signal comes from
 * another thread, so at any instruction of the work, however busy the machine is. On SIGINT the running
 * plan ends as it will, and the process exits with 130.
 */
import { once } from "node:events";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { applyPlan } from "../../src/scaffold/index.ts";
import { manners, planFor } from "./samples.ts";

const [name, folder = "", count, delay, signal] = process.argv.slice(2);
const manner = manners.find((each) => each === name) ?? "project";
const controller = new AbortController();
process.once("SIGINT", () => controller.abort());
const plans = await Promise.all(
  Array.from({ length: Number(count) }, (_, index) => planFor(manner, join(folder, String(index)))),
);

const begun = new Int32Array(new SharedArrayBuffer(4));
if (signal !== undefined) {
  const code = `
    const { begun, delay, signal } = require("node:worker_threads").workerData;
    Atomics.wait(begun, 0, 0);
    const end = performance.now() + delay;
    while (performance.now() < end);
    process.kill(process.pid, signal);`;
  const worker = new Worker(code, {
    eval: true,
    workerData: { begun, delay: Number(delay), signal },
  });
  await once(worker, "online");
}
Atomics.store(begun, 0, 1);
Atomics.notify(begun, 0);

const start = performance.now();
for (const plan of plans) {
  try {
    await applyPlan(plan, { what: `start${manner}`, signal: controller.signal });
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    process.exit(130);
  }
}
process.stdout.write(String(performance.now() - start), () => process.exit());
