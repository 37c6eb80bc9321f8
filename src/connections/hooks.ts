import type { Hook } from "./block.ts";

/** Runs the `onCommit` functions in order; a robust one that fails becomes a warning. */
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

/** Runs a function outside of blocks. If it fails later, nobody can be told, so that becomes a warning. */
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
