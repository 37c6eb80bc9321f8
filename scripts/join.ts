/** Joins the runtime's modules, so that a project reads some fifty files at start rather than six hundred. */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build as esbuild, type Metafile } from "esbuild";
import { doorOf, doors } from "./doors.ts";

/** Files that a project finds by path: the parts of apps. Everything else is reached through these and the doors. */
const foundByPath = [
  "*/app.js",
  "*/models.js",
  "*/urls.js",
  "*/migrations/*.js",
  "*/templatetags/*.js",
  "*/management/post-migrate.js",
  "*/management/commands/*.js",
];

/**
 * Replaces tsc's output: files that package.json exports, or a project finds by path, stay, and their shared
 * code moves to `dist/runtime`. Names and line breaks stay, for stack traces. The command line and the
 * vendored libraries are already separate scripts.
 */
export async function joinRuntime(dist: URL): Promise<void> {
  const folder = fileURLToPath(dist);
  const entries = new Set([...exported(), ...foundByPath.flatMap(within)]);
  const { outputFiles, metafile } = await esbuild({
    absWorkingDir: folder,
    entryPoints: [...entries].map((file) => ({ in: doorOf(file), out: file.replace(/\.js$/, "") })),
    plugins: [doors(folder)],
    outdir: ".",
    outbase: ".",
    chunkNames: "runtime/[name]-[hash]",
    allowOverwrite: true,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "es2024",
    packages: "external",
    legalComments: "none",
    write: false,
    metafile: true,
    logLevel: "warning",
  });
  const names = new Set(
    within("**/*.js").flatMap((file) => classesIn(readFileSync(folder + file, "utf8"))),
  );
  for (const file of within("**/*.js")) rmSync(folder + file);
  rmSync(`${folder}vendor`, { recursive: true });
  for (const { path, text } of outputFiles) {
    refuseOtherLetters(path, text);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(
      path,
      withNodesOwnDirectly(withoutSpareImports(withOwnNames(text, names), path, folder, metafile)),
    );
  }

  function within(pattern: string): string[] {
    return globSync(pattern, { cwd: folder }).filter((file) => file.endsWith(".js"));
  }
}

function classesIn(code: string): string[] {
  return [...code.matchAll(/\bclass ([\w$]+)/g)].map(([, name = ""]) => name);
}

/**
 * Restores the declared names of classes, by which models and errors are known: esbuild writes `var User =
 * class _User` for a class that mentions itself, and `var Group2 = class` for a second Group in a file.
 *
 * @throws {Error} Such a second class mentions the first, which its own name would hide: rename one of them.
 */
function withOwnNames(text: string, declared: ReadonlySet<string>): string {
  let code = text;
  for (const [start, variable = "", inner] of text.matchAll(
    /\bvar ([\w$]+) = class(?: (?!extends\b)([\w$]+))?/g,
  )) {
    const given = inner?.replace(/^_/, "") ?? variable;
    const name = declared.has(given) ? given : given.replace(/\d+$/, "");
    if (inner !== undefined) code = code.replaceAll(new RegExp(`\\b${inner}\\b`, "g"), name);
    else if (name !== variable && declared.has(name)) {
      const at = code.indexOf(start);
      const body = code.slice(at, code.indexOf("\n};", at)).replaceAll(/"[^"]*"/g, "");
      if (new RegExp(`\\b${name}\\b`).test(body)) {
        throw new Error(
          `Two classes would share a file and the name ${name}, and one mentions the other.`,
        );
      }
      code = code.replace(start, `${start} ${name}`);
    }
  }
  return code;
}

/**
 * @throws {Error} A letter outside of ASCII: Node holds the text of such a file, here megabytes, in two bytes a letter.
 *   esbuild escapes those in plain strings, and cannot in regular expressions and tagged templates.
 */
function refuseOtherLetters(path: string, text: string): void {
  // oxlint-disable-next-line no-control-regex -- ASCII begins with them
  const line = text.split("\n").find((each) => /[^\x00-\x7f]/.test(each));
  if (line !== undefined)
    throw new Error(`Write \\uXXXX for the letter outside of ASCII in ${path}: ${line}`);
}

/**
 * Removes `import "./chunk.js";` where another import of the file leads to that chunk anyway, or it is empty. A door
 * begins with several, Node resolves each anew for each door, and a server opens some fifty doors at start.
 */
function withoutSpareImports(
  text: string,
  path: string,
  folder: string,
  { outputs }: Metafile,
): string {
  const importsOf = (file: string): readonly string[] =>
    (outputs[file]?.imports ?? [])
      .filter(({ kind, external }) => kind === "import-statement" && external !== true)
      .map((each) => each.path);
  const file = relative(folder, path);
  const bare = new Map(
    [...text.matchAll(/^import "(\.[^"]+)";\n/gm)].map(([line, specifier = ""]) => [
      join(dirname(file), specifier),
      line,
    ]),
  );
  const reached = new Set(importsOf(file).filter((each) => !bare.has(each)));
  for (const each of reached) for (const further of importsOf(each)) reached.add(further);
  const isSpare = (chunk: string): boolean => reached.has(chunk) || outputs[chunk]?.bytes === 0;
  return [...bare].reduce(
    (code, [chunk, line]) => (isSpare(chunk) ? code.replace(line, "") : code),
    text,
  );
}

/**
 * Takes Node's own modules without an import: for each that is imported Node makes a second module, whose exports it
 * fills one by one. Timers stay imported, as tests of a project may replace them.
 */
function withNodesOwnDirectly(text: string): string {
  return text.replaceAll(
    /^import \{([^}]*)\} from "(node:(?!timers)[^"]+)";$/gm,
    (_, names: string, module: string) =>
      `const {${names.replaceAll(" as ", ": ")}} = process.getBuiltinModule("${module}");`,
  );
}

/** The files of dist/ that package.json names. */
function exported(): string[] {
  const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return [...manifest.matchAll(/: "\.\/dist\/([^"]+\.js)"/g)].map(([, file = ""]) => file);
}
