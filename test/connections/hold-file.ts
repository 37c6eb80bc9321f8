/** A worker that writes in a transaction of a file without a write-ahead log, for a while. */
import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";

const MILLISECONDS = 300;
const { file }: { readonly file: string } = workerData;
const database = new DatabaseSync(file);
database.exec("create table t (id integer); begin immediate");
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- no window's
parentPort?.postMessage("held");
setTimeout(() => database.close(), MILLISECONDS);
