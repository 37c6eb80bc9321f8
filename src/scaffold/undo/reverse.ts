/** What one record says was done, taken back on an overlay. */
import { hashOf } from "../hash.ts";
import type { Overlay } from "./overlay.ts";
import type { NamedRecord } from "../record/read-record.ts";
import { RECORDS, type RecordedFile, type RemovedFile } from "../record/record.ts";
import { looseHash, type EditMeaning, type RecordedEdit } from "../record/recorded-edit.ts";
import { takeOut } from "./take-out.ts";
import { unformatted } from "../text.ts";
import { utf8Text } from "../../values/index.ts";

/** What becomes of files that were changed since. */
export type ForChanged = "refuse" | "keep" | "force";

export interface ReverseOptions {
  readonly changed: ForChanged;
  /** The text without what an edit means; `undefined` where that cannot be said for sure. */
  readonly withoutMeaning: (
    meaning: EditMeaning,
    text: string,
    file: string,
  ) => Promise<string | undefined>;
  /** The file that an edit would be made in now, if its own is gone. */
  readonly fileOf: (meaning: EditMeaning) => Promise<string | undefined>;
  /** A file of this machine that had this hash when mkweb wrote it; empty for a secret one. */
  readonly written: (sha256: string) => Uint8Array | undefined;
}

/** A file that is not as the command left it. */
export interface Obstacle {
  readonly path: string;
  /** Completes "it": `was changed`. */
  readonly why: string;
  /** As the command left it, if that is known, and as it is; for a diff. */
  readonly texts?: { readonly written: string; readonly now: string } | undefined;
  /** Lines of the command's that could not be found in it. */
  readonly missing?: string | undefined;
  /** Whether it stops the whole, as asked for. */
  readonly blocks: boolean;
}

/** Takes back on the overlay what a record says; what is in the way is left as it is and told. */
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
    const why = "was secret, so nothing of it was kept";
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
  return { path, why: "is there again, and another", texts, blocks: changed === "refuse" };
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

/** The file of an edit: its own, or where the edit would be made now that this one is gone. */
export async function placeOf(
  path: string,
  { as }: RecordedEdit,
  overlay: Overlay,
  { fileOf }: Pick<ReverseOptions, "fileOf">,
): Promise<string> {
  return (as && !overlay.read(path) && (await fileOf(as))) || path;
}

/** The file as it was before, exactly. */
function restored(bytes: Uint8Array, edit: RecordedEdit): Uint8Array | undefined {
  if (edit.base64 !== undefined) return Buffer.from(edit.base64, "base64");
  const { at, removed, inserted } = edit;
  const text = Buffer.from(bytes).toString("utf8");
  const before = Buffer.from(text.slice(0, at) + removed + text.slice(at + inserted.length));
  return hashOf(before) === edit.before ? before : undefined;
}

/**
 * The text of a changed file without the edit. If formatting is all that changed, the result is proven by
 * what formatting leaves alone; in any other file an edit is taken out only if that is asked for.
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
