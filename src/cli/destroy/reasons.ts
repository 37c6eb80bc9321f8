/** Reasons not to remove an app. */
import { resolve } from "node:path";
import { MkwebError } from "../../errors.ts";
import type { AppFiles } from "./app-files.ts";
import { destroyRefused, type AppToDestroy } from "./app-to-destroy.ts";
import type { Use } from "./uses-of-app.ts";

export interface AppTables {
  /** Only tables that exist. */
  readonly tables: readonly {
    readonly name: string;
    readonly rows: string;
    readonly isEmpty: boolean;
  }[];
  /** Applied migrations that --migrate would unapply, first to last: `blog.0001_initial`. */
  readonly applied: readonly string[];
}

/** What is known about an app before anything is changed. */
export interface Found {
  readonly app: AppToDestroy;
  readonly files: AppFiles;
  readonly uses: readonly Use[];
  /** The tables, or the reason why the database was not queried. */
  readonly database: AppTables | string;
}

export function refuseObstacles(root: string, { obstacles }: AppFiles): void {
  if (obstacles.length === 0) return;
  const files = obstacles.map((each) => resolve(root, each.replace(/ \(.*$/, "")));
  throw destroyRefused(
    ["These could not be restored later, so nothing was changed:", ...obstacles.map(line)],
    "Move them away, or delete them yourself, then run the command again.",
    files,
  );
}

/** Lists everything that still needs the app or would be lost with it, each as a title and lines. */
export function reasonsAgainst(
  { app, files, uses, database }: Found,
  { migrate }: { readonly migrate: boolean },
): string[] {
  const imports = uses.filter(({ kind }) => kind !== "depends on");
  const dependents = uses.filter(({ kind }) => kind === "depends on");
  const unknown = files.files.filter((each) => each.unknown !== undefined);
  const filled =
    typeof database === "string" ? [] : database.tables.filter(({ isEmpty }) => !isEmpty);
  const lost = migrate ? "" : ", which would remain without their models";
  return [
    ...list(
      "These need the app:",
      imports.map(({ file, line: at, text, kind }) => `${file}:${at} ${kind} ${text}`),
    ),
    ...list(
      "Migrations of other apps depend on its migrations:",
      dependents.map(({ file, line: at }) => `${file}:${at}`),
    ),
    ...list(
      "These files exist nowhere else:",
      unknown.map(({ name, unknown: why }) => `${name} (${why ?? ""})`),
    ),
    ...list(
      `Its tables hold rows${lost}:`,
      filled.map(({ name, rows }) => `${name} (${rows})`),
    ),
    ...(typeof database === "string"
      ? [`Cannot tell whether the tables of ${app.label} hold rows: ${database}`]
      : []),
  ];
}

function list(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map(line)];
}

function line(text: string): string {
  return `  ${text}`;
}

export function refusal(
  root: string,
  { uses, files }: Found,
  reasons: readonly string[],
): MkwebError {
  const unknown = files.files.filter((each) => each.unknown !== undefined);
  const named = [
    ...uses.map(({ file }) => resolve(root, file)),
    ...unknown.map(({ path }) => path),
  ];
  return destroyRefused(reasons, "Fix these first, or remove the app anyway: --force", [
    ...new Set(named),
  ]);
}
