import { readdirSync, statSync, type Stats } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { App } from "../conf/index.ts";
import { MkwebError } from "../errors.ts";
import { didYouMean } from "../mistakes/index.ts";

export interface Selection {
  /** Relative to the project's root, sorted, without duplicates. */
  readonly files: readonly string[];
  /** Names of tests within them, as regular expressions; empty for all. */
  readonly patterns: readonly string[];
}

/** Other files in `tests/` must be named by the user, except `*.test.ts`. */
const testFile = /^(?:tests|.*\.test)\.(?:ts|mts|js|mjs)$/;

/**
 * Selects the test files for labels; without a label, all files of the project.
 *
 * @throws {MkwebError} `MKWEB_UNKNOWN_TEST` for a label that is neither an app, a folder, a file nor a test.
 */
export function selectTests(labels: readonly string[], root: URL, apps: readonly App[]): Selection {
  const base = fileURLToPath(root);
  const selections = (labels.length > 0 ? labels : [""]).map((label) => select(label, base, apps));
  return {
    files: [...new Set(selections.flatMap(({ files }) => files))].sort(),
    patterns: [...new Set(selections.flatMap(({ patterns }) => patterns))],
  };
}

function select(label: string, base: string, apps: readonly App[]): Selection {
  const app = apps.find((each) => each.label === label || each.name === label);
  if (app) return { files: filesBelow(fileURLToPath(app.root), base), patterns: [] };
  const whole = filesAt(label, base);
  if (whole) return { files: whole, patterns: [] };
  // Django's spelling: modules, then names, separated by dots.
  const parts = label.split(".");
  for (let length = parts.length; length > 0; length--) {
    const files = filesAt(parts.slice(0, length).join("/"), base);
    const names = parts.slice(length).map((name) => name.replace(/[^\w ]/g, String.raw`\$&`));
    if (files) return { files, patterns: names.length > 0 ? [`^${names.join(" ")}( |$)`] : [] };
  }
  const known = [...apps.map((app) => app.label), ...filesBelow(base, base)];
  const message = `No app, file or test is named '${label}'.${didYouMean(label, known)}`;
  throw new MkwebError("MKWEB_UNKNOWN_TEST", message, {
    hint: "Name an app of INSTALLED_APPS (polls), a file (polls/tests.ts) or a test (polls.tests.IndexTests).",
  });
}

/** The test files of a folder, or a file with or without extension; `undefined` if neither exists. */
function filesAt(path: string, base: string): readonly string[] | undefined {
  const whole = join(base, path);
  const endings = ["", ".ts", ".mts", ".js", ".mjs"];
  const file = endings.map((ending) => whole + ending).find((each) => kindAt(each)?.isFile());
  if (file !== undefined) return [relative(base, file)];
  return kindAt(whole)?.isDirectory() ? filesBelow(whole, base) : undefined;
}

function kindAt(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

function filesBelow(folder: string, base: string): readonly string[] {
  return [...testFiles(folder)].map((file) => relative(base, file).split(sep).join("/")).sort();
}

function* testFiles(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const { name } = entry;
    if (name === "node_modules" || name.startsWith(".")) continue;
    const path = join(folder, name);
    if (entry.isDirectory()) yield* testFiles(path);
    else if (testFile.test(name)) yield path;
  }
}
