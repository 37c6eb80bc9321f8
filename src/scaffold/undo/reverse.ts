/** Reverses one record on an overlay. */
import { hashOf } from "../hash.ts";
import type { Overlay } from "./overlay.ts";
import type { NamedRecord } from "../record/read-record.ts";
import { RECORDS, type RecordedFile, type RemovedFile } from "../record/record.ts";
import { looseHash, type EditMeaning, type RecordedEdit } from "../record/recorded-edit.ts";
import { takeOut } from "./take-out.ts";
import { unformatted } from "../text.ts";
import { utf8Text } from "../../values/index.ts";

/** What to do with files that were changed since. */
export type ForChanged = "refuse" | "keep" | "force";

export interface ReverseOptions {
  readonly changed: ForChanged;
  /** The text without an edit; `undefined` if that is not certain. */
  readonly withoutMeaning: (
    meaning: EditMeaning,
    text: string,
    file: string,
  ) => Promise<string | undefined>;
  /** The file that an edit would change today, if its own no longer exists. */
  readonly fileOf: (meaning: EditMeaning) => Promise<string | undefined>;
  /** A file of this machine with this hash, as mkweb wrote it; empty for a secret one. */
  readonly written: (sha256: string) => Uint8Array | undefined;
}

/** A file that has changed since the command. */
export interface Obstacle {
  readonly path: string;
  /** Completes "it": `was changed`. */
  readonly why: string;
  /** The text after the command, if known, and the current one; for a diff. */
  readonly texts?: { readonly written: string; readonly now: string } | undefined;
  /** Lines of the command that were not found in it. */
  readonly missing?: string | undefined;
  /** Whether it stops the undo, given the options. */
  readonly blocks: boolean;
}

/** Reverses a record on the overlay; leaves obstacles as they are and reports them. */
export async function reverse(
  { name, record }: NamedRecord,
  overlay: Overlay,
  options: ReverseOptions,
): Promise<readonly Obstacle[]> {
  const { changed } = options;
  const found: (Obstacle | undefined)[] = [];
  for (const [path, file] of Object.entries(record.files)) {
    if (file.found === true) continue;
    found.push(takeAway(path, file, overlay, options));
  }
  for (const [path, edit] of Object.entries(record.edits)) {
    found.push(await reverseEdit(path, edit, overlay, options));
  }
  for (const [path, mode] of Object.entries(record.removedFolders)) {
    if (overlay.folderMode(path) === undefined) overlay.makeFolder(path, Number.parseInt(mode, 8));
  }
  for (const [path, file] of Object.entries(record.removed)) {
    found.push(bringBack(path, file, overlay, changed));
  }
  for (const folder of record.folders) overlay.dropFolder(folder);
  overlay.remove(`${RECORDS}/${name}.json`);
  return found.filter((each) => each !== undefined);
}

function takeAway(
  path: string,
  { sha256, rendered }: RecordedFile,
  overlay: Overlay,
  { changed, written }: ReverseOptions,
): Obstacle | undefined {
  const state = overlay.read(path);
  const inTheWay = overlay.obstacle(path);
  if (inTheWay !== undefined) return { path, why: inTheWay, blocks: changed !== "keep" };
  if (!state) return { path, why: "is gone", blocks: changed === "refuse" };
  const now = utf8Text(state.bytes);
  const isAsWritten =
    sha256 === null
      ? written(hashOf(state.bytes)) !== undefined
      : hashOf(state.bytes) === sha256 ||
        (rendered !== null && now !== undefined && unformatted(now) === unformatted(rendered));
  if (isAsWritten || changed === "force") {
    overlay.remove(path);
    return undefined;
  }
  const texts = rendered !== null && now !== undefined ? { written: rendered, now } : undefined;
  const why = sha256 === null ? "is private, and may have been changed" : "was changed";
  return { path, why, texts, blocks: changed === "refuse" };
}

function bringBack(
  path: string,
  { mode, text, base64 }: RemovedFile,
  overlay: Overlay,
  changed: ForChanged,
): Obstacle | undefined {
  const inTheWay = overlay.obstacle(path);
  if (inTheWay !== undefined) return { path, why: inTheWay, blocks: changed !== "keep" };
  const state = overlay.read(path);
  if (text === undefined && base64 === undefined) {
    const why = "was secret, so its contents were not stored";
    return state ? undefined : { path, why, blocks: changed === "refuse" };
  }
  const bytes = text === undefined ? Buffer.from(base64 ?? "", "base64") : Buffer.from(text);
  if (!state || changed === "force") {
    overlay.write(path, { bytes, mode: Number.parseInt(mode, 8) });
    return undefined;
  }
  if (hashOf(state.bytes) === hashOf(bytes)) return undefined;
  const [before, now] = [utf8Text(bytes), utf8Text(state.bytes)];
  const texts = before !== undefined && now !== undefined ? { written: before, now } : undefined;
  return { path, why: "exists again with other contents", texts, blocks: changed === "refuse" };
}

async function reverseEdit(
  recorded: string,
  edit: RecordedEdit,
  overlay: Overlay,
  options: ReverseOptions,
): Promise<Obstacle | undefined> {
  const path = await placeOf(recorded, edit, overlay, options);
  const { changed } = options;
  const state = overlay.read(path);
  const inTheWay = overlay.obstacle(path);
  if (inTheWay !== undefined) return { path, why: inTheWay, blocks: changed !== "keep" };
  if (!state) return { path, why: "is gone", blocks: changed === "refuse" };
  const hash = hashOf(state.bytes);
  if (hash === edit.before) return undefined;
  const bytes = hash === edit.after ? restored(state.bytes, edit) : undefined;
  if (bytes) {
    overlay.write(path, { ...state, bytes });
    return undefined;
  }
  const now = utf8Text(state.bytes);
  if (now === undefined) return { path, why: "was changed", blocks: changed !== "keep" };
  const { result, missing } = await found(now, path, edit, options);
  if (result !== undefined) {
    overlay.write(path, { ...state, bytes: Buffer.from(result) });
    return undefined;
  }
  const before = options.written(edit.after);
  const written = before && utf8Text(before);
  const texts = written === undefined ? undefined : { written, now };
  return { path, why: "was changed", texts, missing, blocks: changed !== "keep" };
}

/** The file of an edit: its own, or the one the edit would change today if that no longer exists. */
export async function placeOf(
  path: string,
  { as }: RecordedEdit,
  overlay: Overlay,
  { fileOf }: Pick<ReverseOptions, "fileOf">,
): Promise<string> {
  return (as && !overlay.read(path) && (await fileOf(as))) || path;
}

/** The file exactly as it was before. */
function restored(bytes: Uint8Array, edit: RecordedEdit): Uint8Array | undefined {
  if (edit.base64 !== undefined) return Buffer.from(edit.base64, "base64");
  const { at, removed, inserted } = edit;
  const text = Buffer.from(bytes).toString("utf8");
  const before = Buffer.from(text.slice(0, at) + removed + text.slice(at + inserted.length));
  return hashOf(before) === edit.before ? before : undefined;
}

/**
 * The text of a changed file without the edit. If only the formatting changed, the result is verified by the
 * rest; in other changed files an edit is removed only on request.
 */
async function found(
  now: string,
  path: string,
  edit: RecordedEdit,
  { changed, withoutMeaning }: ReverseOptions,
): Promise<{ readonly result?: string; readonly missing?: string }> {
  const loose = looseHash(now);
  if (loose === edit.unformatted?.before) return { result: now };
  const isFormatted = loose === edit.unformatted?.after;
  if (!isFormatted && changed !== "force") return {};
  const fits = (text: string): boolean =>
    !isFormatted || looseHash(text) === edit.unformatted?.before;
  const meant = edit.as && (await withoutMeaning(edit.as, now, path));
  if (meant !== undefined && fits(meant)) return { result: meant };
  const taken = await takeOut(now, edit);
  if (typeof taken !== "string") return { missing: taken.missing };
  return fits(taken) || changed === "force" ? { result: taken } : {};
}
