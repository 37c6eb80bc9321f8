import { join, relative } from "node:path";
import { runProgram, type CommandContext } from "../../command/index.ts";
import type { Plan } from "../../scaffold/index.ts";
import type { ProjectPlace } from "./project-name.ts";

/** Creates an empty repository. A project is complete without one, so a failure is only reported. */
export async function makeRepository(
  folder: string,
  { out, signal, env }: CommandContext,
): Promise<void> {
  const run = await runProgram("git", ["init", "--quiet"], { cwd: folder, signal, env });
  if (run.ok) return;
  const why = run.found
    ? `git could not create a repository:\n${run.all}`
    : "git is not installed.";
  out.note(`${out.style.warning("note:")} No repository was created: ${why}`);
}

/**
 * Commits exactly the files that a plan wrote in a project, never `.env` with its secrets. The project is
 * complete without a commit, so a failure is only reported: no git, no author name, a hook that refuses.
 */
export async function commitWritten(
  { base, entries }: Plan,
  { name, folder }: ProjectPlace,
  { out, signal, env }: CommandContext,
): Promise<void> {
  const paths = entries
    .filter(({ kind }) => kind === "new" || kind === "edited")
    .map(({ path }) => relative(folder, join(base, path)))
    .filter((path) => path !== ".env");
  const git = (...args: readonly string[]): ReturnType<typeof runProgram> =>
    runProgram("git", ["--literal-pathspecs", ...args], { cwd: folder, signal, env });
  const added = await git("add", "--", ...paths);
  const message = `Start the project ${name}`;
  const run = added.ok ? await git("commit", "--quiet", "-m", message, "--", ...paths) : added;
  if (run.ok) return out.note(`Committed what was written: ${message}.`);
  const why = run.found ? `git says:\n${run.all}` : "git is not installed.";
  return out.note(`${out.style.warning("note:")} No commit was made: ${why}`);
}
