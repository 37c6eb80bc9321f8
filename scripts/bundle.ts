/** Bundles the command line's rooms, so that starting it reads a few files and not some hundred. */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build as esbuild, type BuildOptions, type Metafile, type Plugin } from "esbuild";
import { licenses } from "./licenses.ts";

const bundled = ["cli", "command", "edits", "scaffold", "venv"];
/** The bundled rooms that others import. Each is one file: every further file costs half a millisecond. */
const doors = ["cli", "command"];
/** Libraries that few runs need: files of their own, imported when they are. */
const lazy = ["chalk", "diff", "execa", "fs-extra", "prompts"];

/** Replaces what tsc emitted for the bundled rooms; the declarations of those that others import stay. */
export async function bundle(dist: URL): Promise<void> {
  const folder = fileURLToPath(dist);
  const common = {
    absWorkingDir: folder,
    outdir: folder,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    // Names stay readable in stack traces.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "none",
    metafile: true,
    // Libraries written in CommonJS ask for Node's modules by require().
    banner: {
      js: 'import{createRequire as $createRequire}from"node:module";const require=$createRequire(import.meta.url);',
    },
    logLevel: "warning",
  } satisfies BuildOptions;

  const parser = await bundleParser(folder);
  const libraries = await esbuild({
    ...common,
    entryPoints: lazy.map((name) => ({ in: name, out: `chunks/${name}` })),
  });
  const rooms = await esbuild({
    ...common,
    entryPoints: doors.map((room) => `${room}/index.js`),
    allowOverwrite: true,
    plugins: [
      builtinsByName,
      compiledParser(parser.name),
      yargsPlatform,
      besideTheBundle,
      leaveOut(folder),
    ],
  });

  const written = new Set(Object.keys(rooms.metafile.outputs));
  for (const room of bundled) {
    if (!doors.includes(room)) rmSync(folder + room, { recursive: true });
    else removeUnbundled(folder, room, written);
  }
  const metafiles = [parser.metafile, libraries.metafile, rooms.metafile];
  const inputs = metafiles.flatMap((each) => Object.keys(each.inputs));
  writeFileSync(new URL("THIRD-PARTY-LICENSES.txt", dist), licenses(inputs, folder));
}

/** Leaves the import of a lazy library to run time. */
const besideTheBundle: Plugin = {
  name: "beside-the-bundle",
  setup(build) {
    build.onResolve({ filter: /^[a-z-]+$/ }, ({ path, kind }) =>
      kind === "dynamic-import" && lazy.includes(path)
        ? { path: `../chunks/${path}.js`, external: true }
        : undefined,
    );
  },
};

function removeUnbundled(folder: string, room: string, written: ReadonlySet<string>): void {
  for (const file of readdirSync(folder + room, { recursive: true, encoding: "utf8" })) {
    const path = `${room}/${file.replaceAll(sep, "/")}`;
    if (path.endsWith(".js") && !written.has(path)) rmSync(folder + path);
  }
}

/**
 * Imports of Node's own modules, by require() and of the names used alone: an import, and esbuild's copy
 * of a required module, look at every property, and several load a part of Node when they are looked
 * at (streams from `fs`, worker threads from `util`, all of WebCrypto).
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

interface BundledParser {
  readonly name: string;
  readonly metafile: Metafile;
}

/** Writes @babel/parser as one script whose value is the module, named by its content. */
async function bundleParser(folder: string): Promise<BundledParser> {
  const { metafile, outputFiles } = await esbuild({
    absWorkingDir: folder,
    stdin: { contents: 'module.exports = require("@babel/parser");', resolveDir: folder },
    bundle: true,
    format: "iife",
    globalName: "parser",
    platform: "node",
    target: "node20",
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "none",
    metafile: true,
    write: false,
  });
  const text = `${outputFiles[0]?.text ?? ""}\nparser;\n`;
  const name = `babel-parser-${createHash("sha256").update(text).digest("hex").slice(0, 8)}.cjs`;
  mkdirSync(`${folder}chunks`, { recursive: true });
  writeFileSync(`${folder}chunks/${name}`, text);
  return { name, metafile };
}

/** Has the script that {@link bundleParser} wrote stand in for the import; see the module it puts there. */
function compiledParser(script: string): Plugin {
  return {
    name: "compiled-parser",
    setup(build) {
      const path = fileURLToPath(new URL("compiled-parser.js", import.meta.url));
      build.onResolve({ filter: /^@babel\/parser$/ }, () => ({ path }));
      build.onResolve({ filter: /^compiled-parser:file$/ }, () => ({
        path: script,
        namespace: "compiled-parser",
      }));
      build.onLoad({ filter: /.*/, namespace: "compiled-parser" }, () => ({
        contents: `export default ${JSON.stringify(`../chunks/${script}`)};`,
      }));
    },
  };
}

/** yargs as a reader of command lines; see the module that stands in. */
const yargsPlatform: Plugin = {
  name: "yargs-platform",
  setup(build) {
    const path = fileURLToPath(new URL("yargs-platform.js", import.meta.url));
    build.onResolve({ filter: /platform-shims\/esm\.mjs$/ }, () => ({ path }));
  },
};

/** Modules of rooms that are not bundled stay files of their own: an error class must exist once. */
function leaveOut(folder: string): Plugin {
  return {
    name: "leave-out",
    setup(build) {
      build.onResolve(
        { filter: /^\.\.?\// },
        async ({ path, pluginData, resolveDir, kind, importer }) => {
          if (pluginData === "seen" || importer.includes("node_modules")) return undefined;
          const found = await build.resolve(path, {
            resolveDir,
            kind,
            importer,
            pluginData: "seen",
          });
          const inside = relative(folder, found.path).replaceAll(sep, "/");
          const room = dirname(inside).split("/")[0] ?? "";
          if (bundled.includes(room) || inside.startsWith("..")) return found;
          return { path: `../${inside}`, external: true };
        },
      );
    },
  };
}
