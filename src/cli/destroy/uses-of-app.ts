/** Finds what else in a project needs an app. */
import { readdirSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { textsIn } from "../../edits/index.ts";
import { readSource } from "../../scaffold/index.ts";
import type { AppToDestroy } from "./app-to-destroy.ts";

export interface Use {
  /** Relative to the project's folder. */
  readonly file: string;
  readonly line: number;
  /** The text found there: `../blog/models.ts`, `blog:index`. */
  readonly text: string;
  readonly kind: "imports" | "names" | "depends on";
}

/** Largest file to read, in bytes; nobody writes larger code by hand. */
const LARGEST = 1024 * 1024;

/**
 * Finds every import of the app's modules, and every name of its modules, models, templates and URLs, in the
 * project's code and templates. Ignores comments, and cannot find names that are built at run time.
 *
 * @param texts Future contents of files, by absolute path, used instead of the current ones.
 */
export function usesOfApp(
  root: string,
  app: AppToDestroy,
  texts: ReadonlyMap<string, string>,
): readonly Use[] {
  const uses: Use[] = [];
  for (const path of sourcesBelow(root, app.folder)) {
    const text = texts.get(path) ?? textOf(path);
    if (text === undefined || (!text.includes(app.label) && !text.includes(app.path))) continue;
    const file = relative(root, path).split(sep).join("/");
    const words = wordsIn(path, text).toSorted((one, other) => one.line - other.line);
    for (const { value, line } of words) {
      const kind = kindOf(value, path, app);
      if (kind) uses.push({ file, line, text: value, kind });
    }
  }
  return uses;
}

function kindOf(value: string, path: string, app: AppToDestroy): Use["kind"] | undefined {
  if (/^\.\.?\//.test(value)) {
    const target = resolve(dirname(path), value);
    return target === app.folder || target.startsWith(app.folder + sep) ? "imports" : undefined;
  }
  const isMigration = /[/\\]migrations[/\\][^/\\]+$/.test(path);
  if (isMigration && value === app.label) return "depends on";
  const isName =
    // "blog/" alone is a URL.
    ((value.startsWith(`${app.path}/`) || value.startsWith(`${app.label}/`)) &&
      !value.endsWith("/")) ||
    value.startsWith(`${app.label}:`) ||
    (value.startsWith(`${app.label}.`) && /^\.[A-Z]\w*$/.test(value.slice(app.label.length)));
  return isName ? "names" : undefined;
}

interface Word {
  readonly value: string;
  readonly line: number;
}

function wordsIn(path: string, text: string): readonly Word[] {
  const code = /\.(?:[cm]?[jt]s|[jt]sx)$/.test(path) ? textsIn(text) : undefined;
  if (code) return code;
  const isTemplate = /\.(?:html|txt|xml)$/.test(path);
  // In templates, look at tags, which name other templates and URLs; elsewhere only at quoted text.
  const parts = isTemplate ? text.matchAll(/\{%[^]*?%\}/g) : [{ 0: text, index: 0 }];
  return [...parts].flatMap(({ 0: part, index }) =>
    [...part.matchAll(/(["'])([^"'\n]*)\1/g)].map((match) => ({
      value: match[2] ?? "",
      line: text.slice(0, index + match.index).split("\n").length,
    })),
  );
}

function* sourcesBelow(folder: string, without: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (path === without || entry.name.startsWith(".") || entry.name === "node_modules") continue;
    if (entry.isDirectory()) yield* sourcesBelow(path, without);
    else if (entry.isFile() && /\.(?:[cm]?[jt]s|[jt]sx|html|txt|xml)$/.test(entry.name)) yield path;
  }
}

function textOf(path: string): string | undefined {
  return statSync(path).size > LARGEST ? undefined : readSource(path).toString("utf8");
}
