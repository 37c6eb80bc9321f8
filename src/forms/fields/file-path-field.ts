import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Choice } from "../choices.ts";
import type { FieldOptions } from "./field.ts";
import { ChoiceField } from "./choice-fields.ts";

export interface FilePathOptions extends FieldOptions {
  /** The folder to choose files from. */
  readonly path: string;
  /** Pattern that names must match. */
  readonly match?: RegExp | undefined;
  /** Whether to include subfolders. Default false. */
  readonly recursive?: boolean | undefined;
  /** Default true. */
  readonly allowFiles?: boolean | undefined;
  /** Default false. */
  readonly allowFolders?: boolean | undefined;
}

/** Chooses a file in a folder by its path; the folder is read when the field is created. */
export class FilePathField<Value = string> extends ChoiceField<Value> {
  constructor(options: FilePathOptions) {
    const blank: readonly Choice[] = options.required === false ? [["", "---------"]] : [];
    super({ ...options, choices: [...blank, ...pathsOf(options)] });
  }
}

function pathsOf(options: FilePathOptions): readonly Choice[] {
  const { path, match, recursive = false, allowFiles = true, allowFolders = false } = options;
  return readdirSync(path, { withFileTypes: true, recursive })
    .filter((entry) => (allowFiles && entry.isFile()) || (allowFolders && entry.isDirectory()))
    .filter(({ name }) => match === undefined || name.search(match) !== -1)
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort()
    .map((file) => [
      file,
      recursive ? file.slice(path.length) : file.slice(join(path, "/").length),
    ]);
}
