/**
 * Bundles the command line into scripts in dist/chunks, which bin/compiled.js runs, so that it reads a few
 * files at start rather than hundreds.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build as esbuild, type BuildOptions, type Metafile, type Plugin } from "esbuild";
import { licenses } from "./licenses.ts";

const bundled = ["cli", "command", "edits", "merge", "scaffold", "sources", "venv"];
/** The bundled rooms that others import. */
const doors = ["cli", "command"];
/** Libraries that few commands need: separate scripts, run on demand. */
const libraries = [
  "@babel/parser",
  "chalk",
  "diff",
  "execa",
  "fs-extra",
  "jsonc-parser",
  "modern-tar",
  "node-diff3",
  "prompts",
  "yauzl",
];

const PARSER = scriptName("@babel/parser");

/** The script of the template language, which few commands need; the name of its module. */
const LANGUAGE = "language";

/**
 * Replaces tsc's output for the bundled rooms; declarations that others import stay.
 *
 * @param others Packages, relative to `dist`, that are published otherwise; for the licences.
 */
export async function bundle(dist: URL, others: readonly string[]): Promise<void> {
  const folder = fileURLToPath(dist);
  mkdirSync(`${folder}chunks`);
  const scripts = await Promise.all([
    ...doors.map((room) => bundleScript(folder, room, `./${room}/index.js`)),
    ...libraries.map((library) => bundleScript(folder, scriptName(library), library)),
    bundleScript(folder, LANGUAGE, "./sources/language.js"),
  ]);
  const names = Object.fromEntries(scripts.map(({ name, file }) => [name, file]));
  writeFileSync(`${folder}chunks/scripts.json`, `${JSON.stringify(names)}\n`);

  for (const room of bundled) {
    if (doors.includes(room)) writeDoor(folder, room);
    else rmSync(folder + room, { recursive: true });
  }
  const inputs = scripts.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  writeFileSync(
    new URL("THIRD-PARTY-LICENSES.txt", dist),
    licenses([...inputs, ...others], folder),
  );
}

interface BundledScript {
  readonly name: string;
  /** Named by its content, to which V8's machine code belongs. */
  readonly file: string;
  readonly metafile: Metafile;
}

/**
 * Writes a module and its imports as one script. Its value is a function that returns the module's exports,
 * given `require`, the path of bin/compiled.js, the module of error classes, and the loader of library
 * scripts.
 */
async function bundleScript(
  folder: string,
  name: string,
  specifier: string,
): Promise<BundledScript> {
  const options = {
    absWorkingDir: folder,
    stdin: { contents: `module.exports = require("${specifier}");`, resolveDir: folder },
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20",
    supported: { "dynamic-import": false },
    define: { "import.meta.url": "$url" },
    // Its main file loads its parts in a way no bundler understands.
    alias: { "jsonc-parser": "jsonc-parser/lib/esm/main.js" },
    // Our names stay readable in stack traces; a library's names would be a tenth of the package.
    minifyIdentifiers: !doors.includes(name),
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "none",
    metafile: true,
    write: false,
    logLevel: "warning",
    plugins: [builtinsByName, scriptsApart(name), yargsPlatform, givenErrors(folder)],
  } satisfies BuildOptions;
  const { metafile, outputFiles } = await esbuild(options);
  const text =
    "(function(require,$url,$errors,$load){const module={exports:{}};\n" +
    `${outputFiles[0]?.text ?? ""}\nreturn module.exports;})\n`;
  const file = `${name}-${createHash("sha256").update(text).digest("hex").slice(0, 8)}.cjs`;
  writeFileSync(`${folder}chunks/${file}`, text);
  return { name, file, metafile };
}

function scriptName(library: string): string {
  return library.replace("@", "").replace("/", "-");
}

/** The room's index.js for other rooms: the script's exports, with shared error classes. */
function writeDoor(folder: string, room: string): void {
  const index = `${folder}${room}/index.js`;
  const exported = [...readFileSync(index, "utf8").matchAll(/export \{([^}]*)\}/g)].flatMap(
    ([, names = ""]) => names.match(/[\w$]+/g) ?? [],
  );
  for (const file of readdirSync(folder + room, { recursive: true, encoding: "utf8" })) {
    if (file.endsWith(".js")) rmSync(`${folder}${room}/${file.replaceAll(sep, "/")}`);
  }
  writeFileSync(
    index,
    [
      'import { createRequire } from "node:module";',
      'import * as errors from "../errors.js";',
      'const { load } = createRequire(import.meta.url)("../../bin/compiled.js");',
      `export const { ${exported.join(", ")} } = load("${room}", errors);\n`,
    ].join("\n"),
  );
}

/**
 * Imports of Node's modules, by require() and only for the names used: an import, and esbuild's copy of a
 * required module, read every property, and reading some loads parts of Node (streams from `fs`, worker
 * threads from `util`, all of WebCrypto).
 */
const builtinsByName: Plugin = {
  name: "builtins-by-name",
  setup(build) {
    build.onResolve({ filter: /^[a-z_/:]+$/ }, ({ path, kind }) =>
      kind === "import-statement" && isBuiltin(path) ? { path, namespace: "builtin" } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "builtin" }, async ({ path }) => {
      const module: object = await import(path);
      const names = Object.keys(module).filter((name) => /^[\w$]+$/.test(name));
      const named = names
        .filter((name) => name !== "default")
        .map((name) => `export const ${name} = /* @__PURE__ */ (() => module.${name})();`);
      const contents = [`const module = require(${JSON.stringify(path)});`, ...named];
      return { contents: [...contents, "export default module;"].join("\n") };
    });
  },
};

/** Libraries in separate scripts. */
function scriptsApart(own: string): Plugin {
  return {
    name: "scripts-apart",
    setup(build) {
      build.onResolve({ filter: /^[@a-z0-9/-]+$/ }, ({ path }) =>
        libraries.includes(path) && scriptName(path) !== own
          ? { path: scriptName(path), namespace: "script" }
          : undefined,
      );
      build.onResolve({ filter: /^\.\/language\.js$/ }, () =>
        own === LANGUAGE ? undefined : { path: LANGUAGE, namespace: "script" },
      );
      build.onLoad({ filter: /.*/, namespace: "script" }, async ({ path }) => ({
        contents: path === PARSER ? await whenUsed(path) : `module.exports = ${loads(path)};`,
      }));
    },
  };
}

const loads = (script: string): string => `$load(${JSON.stringify(script)})`;

/** The parser's exports, loaded on first use, as only editing files needs it. */
async function whenUsed(script: string): Promise<string> {
  const names = Object.keys(await import("@babel/parser")).filter((name) =>
    /^[a-z]\w+$/i.test(name),
  );
  const getters = names
    .filter((name) => name !== "default")
    .map((name) => `get ${name}() { return ${loads(script)}.${name}; }`);
  return `module.exports = { ${getters.join(", ")} };`;
}

/** yargs as a parser of command lines only; see the substitute module. */
const yargsPlatform: Plugin = {
  name: "yargs-platform",
  setup(build) {
    const path = fileURLToPath(new URL("yargs-platform.js", import.meta.url));
    build.onResolve({ filter: /platform-shims\/esm\.mjs$/ }, () => ({ path }));
  },
};

/** Uses the error classes of the loading module, if given: a class must exist only once. */
function givenErrors(folder: string): Plugin {
  const own = `${folder}errors.js`;
  return {
    name: "given-errors",
    setup(build) {
      build.onResolve({ filter: /^\.\.\/(\.\.\/)?errors\.js$/ }, ({ importer }) =>
        importer.includes("node_modules") ? undefined : { path: own, namespace: "given-errors" },
      );
      build.onLoad({ filter: /.*/, namespace: "given-errors" }, () => ({
        contents: 'module.exports = $errors ?? require("own-errors");',
      }));
      build.onResolve({ filter: /^own-errors$/ }, () => ({ path: own }));
    },
  };
}
