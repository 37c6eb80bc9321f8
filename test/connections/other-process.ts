import { spawn } from "node:child_process";
import { once } from "node:events";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("hold-lock.ts", import.meta.url));

/** Has another process hold a SQLite file's lock for writing; the answer makes it let go. */
export async function lockElsewhere(t: TestContext, file: string): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, [program, file], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(child, "exit");
  t.after(() => child.kill());
  await once(child.stdout, "data");
  return async () => {
    child.stdin.end();
    await ended;
  };
}
