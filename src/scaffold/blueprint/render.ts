import type { MkwebError } from "../../errors.ts";
import { blueprintInvalid, pathRefused } from "../failures.ts";
import type { Blueprint } from "./load.ts";
import { PathSet } from "../path-set.ts";
import { checkPath } from "../paths.ts";
import { renderTemplate, type Values } from "./template.ts";
import { isWanted, lostIn } from "./wanted.ts";
import type { Tree, TreeFile } from "../tree.ts";

/** A file from elsewhere than the blueprint: a package.json made from data, a packed archive. */
export interface ExtraFile {
  readonly content: string | Uint8Array;
  /** Permission bits before the umask. Default 0o666. */
  readonly mode?: number;
}

/**
 * Renders a blueprint in memory. Renders `*.ejs` with EJS and drops the extension; replaces `__name__` in a
 * path by the value of that name; names `_gitignore`, `_env` and the like (`_npmrc`, `_editorconfig`) with a
 * dot; copies everything else byte for byte. Keeps the executable bit of the owner.
 *
 * @param values Values for templates and paths: the checked variables and everything else they need.
 * @param extra More files of the same tree, by path relative to the target.
 * @throws {MkwebError} `MKWEB_TEMPLATE_FAILED` with template and line, `MKWEB_PATH_REFUSED` for a path that
 *   leaves the tree or is invalid on some system, `MKWEB_BLUEPRINT_INVALID` if two files get the same path.
 */
export function renderTree(
  blueprint: Blueprint,
  values: Values,
  extra: Readonly<Record<string, ExtraFile>> = {},
): Tree {
  const files: [path: string, file: TreeFile][] = [];
  const { manifest } = blueprint;
  const paths = new Set<string>();
  for (const [path, { bytes, mode }] of blueprint.files) {
    const named = withDots(path.replace(/\.ejs$/, ""));
    paths.add(named);
    if (!isWanted(manifest, named, values)) continue;
    const rendered = path.endsWith(".ejs")
      ? render(bytes, values, `${blueprint.name}/${path}`)
      : bytes;
    const { modes } = manifest;
    const asked = Object.hasOwn(modes, named) ? (modes[named] ?? mode) : mode;
    files.push([fillPath(named, values), { bytes: rendered, mode: asked }]);
  }
  for (const [path, { content, mode = 0o666 }] of Object.entries(extra)) {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    files.push([path, { bytes, mode }]);
  }
  const lost = lostIn(manifest, paths);
  if (lost !== undefined) throw blueprintInvalid(blueprint.name, lost);
  checkPaths(files, blueprint);
  return new Map(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Renders the manifest's "edits" with the same values.
 *
 * @throws {MkwebError} `MKWEB_TEMPLATE_FAILED`.
 */
export function renderEdits(
  blueprint: Blueprint,
  values: Values,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(blueprint.manifest.edits ?? {}).map(([name, text]) => [
      name,
      renderTemplate(text, values, `${blueprint.name}/blueprint.json "edits.${name}"`),
    ]),
  );
}

/**
 * Renders the manifest's "next": the commands to type next. Drops empty lines.
 *
 * @throws {MkwebError} `MKWEB_TEMPLATE_FAILED`.
 */
export function renderNext(blueprint: Blueprint, values: Values): readonly string[] {
  return blueprint.manifest.next
    .map((line) => renderTemplate(line, values, `${blueprint.name}/blueprint.json "next"`))
    .filter((line) => line !== "");
}

function render(bytes: Uint8Array, values: Values, name: string): Uint8Array {
  let source: string;
  try {
    source = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw blueprintInvalid(name, "not UTF-8", error);
  }
  return Buffer.from(renderTemplate(source, values, name));
}

/** npm leaves files such as `.gitignore` out of packages, so blueprints name them with `_`. */
export function withDots(path: string): string {
  return path.replace(/(^|\/)_(?=git|npm|env(?:\.|$)|editorconfig)/g, "$1.");
}

/**
 * Fills in the names in a path, `__app_name__`.
 *
 * @throws {MkwebError} `MKWEB_PATH_REFUSED` for a value with a slash.
 */
export function fillPath(path: string, values: Values): string {
  return path.replace(/__([A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*)__/g, (whole, name: string) => {
    if (!Object.hasOwn(values, name)) return whole;
    const value = String(values[name]);
    if (/[/\\]/.test(value)) throw pathRefused(value, `it is one name in ${path}`);
    return value;
  });
}

/**
 * Refuses paths that are invalid on some system, and two paths that would be one: names that only differ in
 * case or Unicode composition are the same file on macOS and Windows.
 *
 * @throws {MkwebError} `MKWEB_PATH_REFUSED`, `MKWEB_BLUEPRINT_INVALID`.
 */
export function checkPaths(
  files: readonly (readonly [string, TreeFile])[],
  blueprint: Pick<Blueprint, "name">,
): void {
  const paths = new PathSet();
  for (const [path] of files) {
    checkPath(path);
    const other = paths.addFile(path);
    if (other !== undefined) throw twice(path, other, blueprint);
  }
}

function twice(path: string, other: string, blueprint: Pick<Blueprint, "name">): MkwebError {
  return blueprintInvalid(blueprint.name, `${path} and ${other} would have the same path`);
}
