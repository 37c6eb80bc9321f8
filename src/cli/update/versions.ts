/** Which version a project is at, and which it may be brought to. */
import { usageError } from "../../command/index.ts";
import { MkwebError } from "../../errors.ts";
import type { NamedRecord } from "../../scaffold/index.ts";

/**
 * The newest version of mkweb that wrote in the project.
 *
 * @param own Of this mkweb.
 * @throws {MkwebError} `MKWEB_UPDATE_REFUSED` if that one is newer than this.
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
 * Refuses another version than this mkweb's own: what it would write, only that one knows.
 *
 * @throws {MkwebError} `MKWEB_UPDATE_REFUSED`; `MKWEB_USAGE` for what is no version.
 */
export function checkTarget(to: string | undefined, own: string): void {
  if (to === undefined || to === own) return;
  if (!/^(?:\d+\.\d+\.\d+(?:-[\w.-]+)?|[a-z]+)$/.test(to)) {
    throw usageError(`'${to}' is no version, such as ${own}.`);
  }
  throw refused(
    `This is mkweb ${own}, and it knows what mkweb ${own} writes alone, not what ${to} does.`,
    `Let that version do it: npx mkweb@${to} update`,
  );
}

/** By the three numbers; a version not yet released counts as the one it will be. */
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
