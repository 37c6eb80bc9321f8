/** Several processes that count up in one SQLite file, and what came of it. */
import { spawn } from "node:child_process";
import { DatabaseSync } from "node:sqlite";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

export interface Counted {
  /** Transactions that their processes took for committed. */
  readonly done: number;
  /** What the counter says. */
  readonly counted: number;
  /** The longest that one transaction took, waiting included, in milliseconds. */
  readonly slowest: number;
  readonly errors: readonly string[];
}

const worker = fileURLToPath(new URL("sqlite-worker.ts", import.meta.url));

export async function countTogether(
  url: string,
  seconds: number,
  processes: number,
): Promise<Counted> {
  const database = new DatabaseSync(url.slice("sqlite:".length));
  database.exec("create table counter (n integer); insert into counter values (0)");
  database.close();
  const end = Date.now() + seconds * 1000;
  const runs = await Promise.all(Array.from({ length: processes }, () => run(url, end)));
  const after = new DatabaseSync(url.slice("sqlite:".length));
  const row = after.prepare("select n from counter").get();
  after.close();
  return {
    done: runs.reduce((sum, each) => sum + each.done, 0),
    counted: Number(row?.["n"]),
    slowest: Math.max(...runs.map((each) => each.slowest)),
    errors: runs.flatMap(({ error }) => (error === "" ? [] : [error])),
  };
}

async function run(url: string, end: number) {
  const { NODE_TEST_CONTEXT: _, ...environment } = process.env;
  const child = spawn(process.execPath, [worker, url, String(end)], { env: environment });
  const [output, error] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const { done, slowest }: { readonly done: number; readonly slowest: number } =
    output === "" ? { done: 0, slowest: 0 } : JSON.parse(output);
  return { done, slowest, error };
}
