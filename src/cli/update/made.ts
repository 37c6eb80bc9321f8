/** Which parts of a project came from blueprints, according to its records. */
import type { AppliedRecord, NamedRecord, RecordedFile } from "../../scaffold/index.ts";
import { packageManagers, type PackageManager } from "../package-manager.ts";

/** The project itself, or one of its apps. */
export interface Made {
  readonly kind: "project" | "app";
  readonly name: string;
  /** Relative to the project's folder, with "/" between segments; empty for the project itself. */
  readonly folder: string;
  /** The run that made it. */
  readonly record: AppliedRecord;
  /** The original, or last merged, version of each file, by path relative to the project's folder. */
  readonly bases: ReadonlyMap<string, RecordedFile>;
}

/**
 * The project and its apps, in the order they were made, without those removed later, as by destroyapp.
 *
 * @param records The project's records, oldest first.
 */
export function madeIn(records: readonly NamedRecord[]): readonly Made[] {
  const made: (Made & { readonly bases: Map<string, RecordedFile> })[] = [];
  for (const { record } of records) {
    for (const each of made) {
      for (const path of Object.keys(record.removed)) each.bases.delete(path);
      for (const [path, base] of Object.entries(record.bases)) {
        if (ownerOf(path, made) === each) each.bases.set(path, base);
      }
    }
    const next = begun(record);
    if (next) made.push({ ...next, bases: new Map(Object.entries(record.files)) });
  }
  return made.filter(({ bases }) => bases.size > 0);
}

/**
 * Whether a file is unchanged except for startapp's edits.
 *
 * @param sha256 Hash of the file now.
 */
export function isUntouched(path: string, sha256: string, made: readonly Made[]): boolean {
  let hash = made.find(({ kind }) => kind === "project")?.record.files[path]?.sha256;
  for (const { kind, record } of made) {
    const edit =
      kind === "app" && Object.hasOwn(record.edits, path) ? record.edits[path] : undefined;
    if (edit && edit.before !== hash) return false;
    hash = edit?.after ?? hash;
  }
  return hash === sha256;
}

function begun(
  record: AppliedRecord,
): Pick<Made, "kind" | "name" | "folder" | "record"> | undefined {
  const { app_name: app, app_path: folder, project_name: project } = record.answers;
  if (record.command.startsWith("startapp ") && app !== undefined) {
    return { kind: "app", name: app, folder: folder ?? app, record };
  }
  if (record.command.startsWith("startproject ") && project !== undefined) {
    return { kind: "project", name: project, folder: "", record };
  }
  return undefined;
}

/** The innermost entry whose folder contains a path; the latest of equal ones. */
function ownerOf(path: string, made: readonly Made[]): Made | undefined {
  return made
    .filter(({ folder }) => folder === "" || path.startsWith(`${folder}/`))
    .toSorted((one, other) => one.folder.length - other.folder.length)
    .at(-1);
}

/** The package manager for which the project was made; npm if unknown. */
export function managerOf(all: readonly Made[]): PackageManager {
  const answer = all.find(({ kind }) => kind === "project")?.record.answers["package_manager"];
  return packageManagers.find((each) => each === answer) ?? "npm";
}
