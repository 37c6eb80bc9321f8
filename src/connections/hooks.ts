import type { Hook } from "./block.ts";

/** Runs what was asked for on commit, one after the other; a robust one that fails is a warning. */
export async function runHooks(hooks: readonly Hook[]): Promise<void> {
  for (const { run, robust } of hooks) {
    try {
      await run();
    } catch (error) {
      if (!robust) throw error;
      warn(error);
    }
  }
}

/** Runs it where there is no block. What it does later has nobody who could be told, so it fails with a warning. */
export function runNow({ run, robust }: Hook): void {
  try {
    void Promise.resolve(run()).catch(warn);
  } catch (error) {
    if (!robust) throw error;
    warn(error);
  }
}

function warn(error: unknown): void {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.emitWarning(`A function given to onCommit() failed: ${what}`, "MkwebWarning");
}
