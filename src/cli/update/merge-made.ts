/** Merges each file of a project or an app, in memory. */
import type { Labels, Versions } from "../../merge/index.ts";
import { checkPath, hashOf, type RecordedFile, type Tree } from "../../scaffold/index.ts";
import { earlierFiles } from "./earlier.ts";
import type { FileUpdate } from "./file-update.ts";
import type { Made } from "./made.ts";
import { mergeOurs } from "./merge-ours.ts";
import { withMoves } from "./moves.ts";
import { readOurs } from "./read-ours.ts";
import type { BaseText } from "./theirs.ts";

export interface MergeMadeRequest {
  /** The project's folder. */
  readonly root: string;
  readonly made: Made;
  /** All that was made, oldest first. */
  readonly all: readonly Made[];
  readonly labels: Labels;
  /** Renders the current version. */
  readonly today: (baseText: BaseText) => Tree;
}

/** Compares, for each file, the blueprint's old version, its new version, and the user's. */
export function mergeMade(request: MergeMadeRequest): readonly FileUpdate[] {
  const { root, made } = request;
  const prove = earlierFiles(made);
  const ourFiles = new Map<string, Uint8Array | undefined>();
  const ours = (path: string): Uint8Array | undefined => {
    if (!ourFiles.has(path)) ourFiles.set(path, readOurs(root, path));
    return ourFiles.get(path);
  };
  const base = (path: string): Uint8Array | undefined => {
    const { sha256 = null, rendered = null } = made.bases.get(path) ?? {};
    if (sha256 === null) return undefined;
    if (rendered !== null) return Buffer.from(rendered);
    const now = ours(path);
    return now && hashOf(now) === sha256 ? now : prove(path, sha256);
  };
  const theirs = request.today((path) => {
    const bytes = base(path);
    return bytes && Buffer.from(bytes).toString("utf8");
  });
  const below = (path: string): string => (made.folder === "" ? path : `${made.folder}/${path}`);
  const tree = new Map([...theirs].map(([path, file]) => [below(path), file] as const));
  const paths = new Set([...made.bases.keys(), ...tree.keys()]);
  const updates = [...paths].sort().flatMap((path) => {
    checkPath(path);
    const recorded = made.bases.get(path);
    // Secrets are never merged or shown.
    if (recorded?.sha256 === null) return [];
    const file = tree.get(path);
    const versions = { base: recorded && base(path), ours: ours(path), theirs: file?.bytes };
    const update = updateOf(path, recorded, versions, request);
    return update ? [{ ...update, ...(file && { mode: file.mode }) }] : [];
  });
  return withMoves(
    updates,
    (path) => (made.bases.has(path) ? base(path) : undefined),
    request.labels,
  );
}

function updateOf(
  path: string,
  recorded: RecordedFile | undefined,
  { base, ours, theirs }: Versions<Uint8Array | undefined>,
  { all, labels }: MergeMadeRequest,
): FileUpdate | undefined {
  if (recorded && !base) {
    if (!ours || (theirs && hashOf(theirs) === recorded.sha256)) return undefined;
    if (theirs && hashOf(theirs) === hashOf(ours)) return undefined;
    return { path, kind: "unknown", ours, ...(theirs && { theirs }) };
  }
  if (base && theirs && equal(base, theirs)) return undefined;
  const next = theirs ? { base: asBase(theirs) } : {};
  const { merged, isUntouched } = mergeOurs(path, { base, ours, theirs }, { all, labels });
  const common = { path, ...(ours && { ours }), ...next };
  if (merged.kind === "same") {
    if (merged.why) return { ...common, kind: merged.why };
    return next.base && base ? { ...common, kind: "same" } : undefined;
  }
  if (merged.kind === "removed") return { ...common, kind: "removed" };
  const { bytes } = merged;
  if (merged.kind === "conflict")
    return { ...common, kind: "conflict", bytes, places: merged.places };
  if (!ours) return { ...common, kind: "new", bytes };
  return { ...common, kind: isUntouched ? "replaced" : "merged", bytes };
}

function asBase(bytes: Uint8Array): RecordedFile {
  const text = Buffer.from(bytes).toString("utf8");
  const isText = !bytes.includes(0) && Buffer.from(text).equals(bytes);
  return { sha256: hashOf(bytes), rendered: isText ? text : null };
}

function equal(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
