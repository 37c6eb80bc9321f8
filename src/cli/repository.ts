import { runProgram, type CommandContext } from "../command/index.ts";

/** Makes an empty repository. A project is complete without one, so a failure is only told. */
export async function makeRepository(
  folder: string,
  { out, signal, env }: CommandContext,
): Promise<void> {
  const run = await runProgram("git", ["init", "--quiet"], { cwd: folder, signal, env });
  if (run.ok) return;
  const why = run.found ? `git could not make a repository:\n${run.all}` : "git is not installed.";
  out.note(`${out.style.warning("note:")} No repository was made: ${why}`);
}
