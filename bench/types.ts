/**
 * What checking types costs as a project grows: `npm run bench:types`, which builds first.
 *
 * CPU seconds of `tsc --noEmit` for projects of so many apps, of five related models each and five views that query
 * them; beside Kysely with the same tables and queries. "unannotated" are the same views without their return types.
 * The least of the rounds counts, taken in turn. Needs bash.
 *
 *     node bench/types.ts [--json] [--rounds N] [APPS...]   (default 3 rounds of 25, 50 and 100 apps)
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { kyselyApp, kyselyTables } from "./types/kysely-app.ts";
import { mkwebApp } from "./types/mkweb-app.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const { values, positionals } = parseArgs({
  options: { json: { type: "boolean" }, rounds: { type: "string", default: "3" } },
  allowPositionals: true,
});
const sizes = positionals.length > 0 ? positionals.map(Number) : [25, 50, 100];

/** The files of a project of so many apps. */
type Write = (apps: number) => Readonly<Record<string, string>>;

const projects: Readonly<Record<string, Write>> = {
  mkweb: (apps) => eachApp(apps, (at) => mkwebApp(at, true)),
  unannotated: (apps) => eachApp(apps, (at) => mkwebApp(at, false)),
  kysely: (apps) => ({ "database.ts": kyselyTables(apps), ...eachApp(apps, kyselyApp) }),
};

const above = mkdtempSync(path.join(tmpdir(), "mkweb-bench-types-"));
try {
  const figures = sizes.map((apps) => ({ apps, ...costs(apps) }));
  if (values.json) console.log(JSON.stringify(figures, undefined, 2));
  else console.table(figures);
} finally {
  rmSync(above, { recursive: true, force: true });
}

/** CPU seconds by project. */
function costs(apps: number): Readonly<Record<string, number>> {
  const folders = Object.entries(projects).map(([name, write]) => {
    const folder = path.join(above, `${name}${apps}`);
    writeProject(folder, write(apps));
    return [name, folder] as const;
  });
  const least = new Map<string, number>();
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const [name, folder] of folders) {
      least.set(name, Math.min(least.get(name) ?? Number.POSITIVE_INFINITY, check(folder)));
    }
  }
  return Object.fromEntries(
    [...least].map(([name, seconds]) => [name, Number(seconds.toFixed(2))]),
  );
}

function eachApp(
  apps: number,
  files: (at: number) => Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const all = Array.from({ length: apps }, (_, at) =>
    Object.entries(files(at)).map(([name, text]) => [`app${at}/${name}`, text] as const),
  );
  return Object.fromEntries(all.flat());
}

function writeProject(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(path.join(folder, "node_modules"), { recursive: true });
  symlinkSync(root, path.join(folder, "node_modules/mkweb"));
  for (const name of ["@types", "kysely", "undici-types"]) {
    symlinkSync(path.join(root, "node_modules", name), path.join(folder, "node_modules", name));
  }
  const compilerOptions = {
    strict: true,
    target: "es2023",
    lib: ["es2024"],
    module: "nodenext",
    types: ["node", "mkweb/sessions/middleware", "mkweb/auth/middleware"],
    noEmit: true,
    allowImportingTsExtensions: true,
    erasableSyntaxOnly: true,
    verbatimModuleSyntax: true,
    skipLibCheck: true,
  };
  const all = {
    "package.json": JSON.stringify({ type: "module" }),
    "tsconfig.json": JSON.stringify({ compilerOptions }),
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** CPU seconds of all threads. @throws {Error} The project has a fault. */
function check(folder: string): number {
  const tsc = path.join(root, "node_modules/.bin/tsc");
  const timed = 'TIMEFORMAT="cpu %U %S"; time "$0" --noEmit';
  const run = spawnSync("bash", ["-c", timed, tsc], { cwd: folder, encoding: "utf8" });
  if (run.status !== 0) throw new Error(`tsc found a fault in ${folder}:\n${run.stdout}`);
  const [, user, system] = /cpu ([\d.]+) ([\d.]+)/.exec(run.stderr) ?? [];
  return Number(user) + Number(system);
}
