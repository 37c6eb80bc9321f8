/** The version a project is at, and the version it can be updated to. */
import { usageError } from "../../command/index.ts";
import { MkwebError } from "../../errors.ts";
import type { NamedRecord } from "../../scaffold/index.ts";

/**
 * The newest version of mkweb that wrote in the project.
 *
 * @param own Version of this mkweb.
 * @throws {MkwebError} `MKWEB_UPDATE_REFUSED` if that version is newer than this one.
 */
export function versionBefore(records: readonly NamedRecord[], own: string): string {
  const before = records
    .map(({ record }) => record.mkweb)
    .reduce((newest, each) => (compare(each, newest) > 0 ? each : newest), "0.0.0");
  if (compare(before, own) <= 0) return before;
  throw refused(
    `mkweb ${before} wrote in this project, and this is mkweb ${own}, which is older.`,
    `Run the newer one: npx mkweb@${before} update`,
  );
}

/**
 * Refuses any version but this mkweb's own: only the other version knows what it writes.
 *
 * @throws {MkwebError} `MKWEB_UPDATE_REFUSED`; `MKWEB_USAGE` for an invalid version.
 */
export function checkTarget(to: string | undefined, own: string): void {
  if (to === undefined || to === own) return;
  if (!/^(?:\d+\.\d+\.\d+(?:-[\w.-]+)?|[a-z]+)$/.test(to)) {
    throw usageError(`'${to}' is not a version such as ${own}.`);
  }
  throw refused(
    `This is mkweb ${own}; it can only update to its own version, not to ${to}.`,
    `Run that version instead: npx mkweb@${to} update`,
  );
}

/** Compares the three numbers; a pre-release counts as its release. */
function compare(one: string, other: string): number {
  const [left, right] = [numbers(one), numbers(other)];
  const at = left.findIndex((each, index) => each !== right[index]);
  return at === -1 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}

function numbers(version: string): readonly number[] {
  return [0, 1, 2].map((at) => Number.parseInt(version.split(".")[at] ?? "", 10) || 0);
}

export function refused(why: string, hint: string): MkwebError {
  return new MkwebError("MKWEB_UPDATE_REFUSED", `${why} Nothing was written.`, { hint });
}
