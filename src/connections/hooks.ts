import type { Hook } from "./block.ts";

/** Runs what was asked for on commit, one after the other. */
export async function runHooks(hooks: readonly Hook[]): Promise<void> {
  for (const hook of hooks) await runHook(hook);
}

/** Runs it at once where there is no block; a failure of a robust one is a warning. */
export async function runHook({ run, robust }: Hook): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!robust) throw error;
    process.emitWarning(
      `A function given to onCommit() failed: ${describe(error)}`,
      "MkwebWarning",
    );
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
