import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { runProgram } from "../command/index.ts";
import { readArchive } from "./archive.ts";
import { notFound, refused } from "./failures.ts";
import { LARGEST_ARCHIVE, LONGEST_FETCH_MS } from "./limits.ts";
import type { Fetched, SourceContext } from "./source.ts";

/**
 * Fetches a package with npm from the user's registry, and reads it. Runs none of its scripts.
 *
 * @param subject `name`, `name@range`, `@scope/name@tag`.
 * @throws {MkwebError} `MKWEB_TEMPLATE_NOT_FOUND`, `MKWEB_TEMPLATE_REFUSED`.
 */
export async function fromNpm(
  subject: string,
  source: string,
  context: SourceContext,
): Promise<Fetched> {
  const folder = mkdtempSync(join(tmpdir(), "mkweb-npm-"));
  try {
    const args = ["pack", subject, "--json", "--ignore-scripts", "--loglevel=error"];
    const run = await runProgram("npm", [...args, "--pack-destination", folder], {
      ...context,
      cwd: folder,
      timeoutMs: LONGEST_FETCH_MS,
    });
    const packed = run.ok ? packedIn(run.stdout) : undefined;
    if (packed === undefined) throw notPacked(source, whyNot(run));
    const path = join(folder, basename(packed.filename));
    if (statSync(path).size > LARGEST_ARCHIVE) {
      throw refused(source, `it is larger than ${LARGEST_ARCHIVE / 1e6} MB`);
    }
    const file = basename(path);
    const files = await readArchive({ bytes: readFileSync(path), source, file }, context);
    return { files, resolved: packed.id };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Packed {
  readonly id: string;
  readonly filename: string;
}

/** npm prints a list of packed files, or since npm 12 an object by names. */
function packedIn(stdout: string): Packed | undefined {
  const data: unknown = parse(stdout);
  const [first]: unknown[] = typeof data === "object" && data !== null ? Object.values(data) : [];
  return isPacked(first) ? first : undefined;
}

function isPacked(value: unknown): value is Packed {
  return (
    typeof value === "object" &&
    value !== null &&
    "id" in value &&
    typeof value.id === "string" &&
    "filename" in value &&
    typeof value.filename === "string"
  );
}

function whyNot(run: { found: boolean; timedOut: boolean; stdout: string; all: string }): string {
  if (!run.found) return "npm is not installed";
  if (run.timedOut) return `npm took longer than ${LONGEST_FETCH_MS / 1000} s`;
  const data: unknown = parse(run.stdout);
  if (typeof data === "object" && data !== null && "error" in data) {
    const { error } = data;
    if (typeof error === "object" && error !== null && "summary" in error) {
      return String(error.summary).split("\n", 1)[0] ?? "";
    }
  }
  return run.all.trim() || "npm gives no reason";
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function notPacked(source: string, why: string): Error {
  return notFound(
    `couldn't fetch ${source}: ${why.replace(/\.$/, "")}.`,
    "Make sure that the name is right (npm view NAME) and that the registry can be reached from here.",
  );
}
