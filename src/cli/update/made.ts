/** What of a project was made from blueprints, as its records tell. */
import type { AppliedRecord, NamedRecord, RecordedFile } from "../../scaffold/index.ts";
import { packageManagers, type PackageManager } from "../package-manager.ts";

/** The project itself, or one of its apps. */
export interface Made {
  readonly kind: "project" | "app";
  readonly name: string;
  /** From the project's folder, with "/" between the segments; empty for the project itself. */
  readonly folder: string;
  /** Of the run that made it. */
  readonly record: AppliedRecord;
  /** What each of its files began as, or was last merged with, by its path from the project's folder. */
  readonly bases: ReadonlyMap<string, RecordedFile>;
}

/**
 * The project and its apps, in the order they were made. What a later run took away, as destroyapp does, is
 * not among them.
 *
 * @param records Of the project, oldest first.
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
 * Whether a file is as it was made but for what startapp did to it.
 *
 * @param sha256 Of the file now.
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

/** The innermost of those whose folder holds a path, the last made of equals. */
function ownerOf(path: string, made: readonly Made[]): Made | undefined {
  return made
    .filter(({ folder }) => folder === "" || path.startsWith(`${folder}/`))
    .toSorted((one, other) => one.folder.length - other.folder.length)
    .at(-1);
}

/** What installs the packages of the project, as it was made; npm where that is not known. */
export function managerOf(all: readonly Made[]): PackageManager {
  const answer = all.find(({ kind }) => kind === "project")?.record.answers["package_manager"];
  return packageManagers.find((each) => each === answer) ?? "npm";
}
