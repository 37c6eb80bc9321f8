import { mkdtempSync, rmSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { runForBytes, runProgram } from "../command/index.ts";
import { readWhole } from "./archive.ts";
import { notFound, reasonOf, refused } from "./failures.ts";
import { LARGEST_TAR, LONGEST_FETCH_MS } from "./limits.ts";
import type { Fetched, SourceContext } from "./source.ts";
import { type GitSpec, shownSpec } from "./spec.ts";

/**
 * Fetches one commit and reads it as the tar of `git archive`: nothing is checked out, so no hook or filter
 * runs, and a link in it is an ordinary entry.
 *
 * @throws {MkwebError} `MKWEB_TEMPLATE_NOT_FOUND`, `MKWEB_TEMPLATE_REFUSED`.
 */
export async function fromGit(
  { url, protocol, ref }: GitSpec,
  source: string,
  context: SourceContext,
): Promise<Fetched> {
  const folder = mkdtempSync(join(tmpdir(), "mkweb-git-"));
  const env = safeEnvironment(context.env, protocol);
  const setting = { ...context, cwd: folder, env, timeoutMs: LONGEST_FETCH_MS };
  const git = async (...args: readonly string[]): Promise<string> => {
    const run = await runProgram("git", [...OPTIONS, ...args], setting);
    if (!run.found) throw notFetched(source, "git is not installed");
    if (run.timedOut) throw notFetched(source, `it took longer than ${LONGEST_FETCH_MS / 1000} s`);
    if (!run.ok) throw notFetched(source, reasonOf(shownSpec(run.all)));
    return run.stdout.trim();
  };
  try {
    await git("init", "--quiet", "--bare", "--template=");
    await git("fetch", "--quiet", "--depth=1", "--no-tags", "--", url, ref);
    const commit = await git("rev-parse", "FETCH_HEAD^{commit}");
    const args = [...OPTIONS, "archive", "--format=tar", commit];
    const run = await runForBytes("git", args, { ...setting, limit: LARGEST_TAR });
    if (run.isTooLarge) throw refused(source, `it is larger than ${LARGEST_TAR / 1e6} MB`);
    if (!run.ok) throw notFetched(source, reasonOf(run.stderr));
    const archive = { bytes: Buffer.from(run.bytes), file: `${commit}.tar`, source };
    return { files: await readWhole(archive, context), resolved: commit };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const OPTIONS = ["-c", `core.hooksPath=${devNull}`, "-c", "core.fsmonitor=false"];

const OTHER_REPOSITORY = new Set([
  "GIT_DIR",
  "GIT_INDEX_FILE",
  "GIT_OBJECT_DIRECTORY",
  "GIT_WORK_TREE",
]);

/** Ignores the user's repositories, never prompts, and allows only the typed protocol. */
function safeEnvironment(
  env: SourceContext["env"],
  protocol: GitSpec["protocol"],
): SourceContext["env"] {
  const kept = Object.entries(env).filter(([name]) => !OTHER_REPOSITORY.has(name));
  return {
    ...Object.fromEntries(kept),
    GIT_ALLOW_PROTOCOL: protocol,
    GIT_TERMINAL_PROMPT: "0",
    LC_ALL: "C",
  };
}

function notFetched(source: string, why: string): Error {
  return notFound(
    `couldn't fetch ${source}: ${why}.`,
    "Make sure that the address and the branch are right (git ls-remote URL) and that you may read it.",
  );
}
