/** Bundles the libraries of src/vendor into dist/vendor, one self-contained module each. */
import { globSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build as esbuild } from "esbuild";

/**
 * Replaces tsc's output for them and removes their declarations: no public type may name a vendored library.
 *
 * @returns Paths of the bundled files, relative to `dist`; for the licences.
 */
export async function vendor(dist: URL): Promise<readonly string[]> {
  const folder = fileURLToPath(dist);
  const { metafile } = await esbuild({
    absWorkingDir: folder,
    entryPoints: globSync("vendor/*.js", { cwd: folder }),
    outdir: "vendor",
    allowOverwrite: true,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    keepNames: true,
    // Some are CommonJS, and load Node's modules with a function that modules lack.
    banner: {
      js: 'import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);',
    },
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  });
  for (const file of globSync("vendor/*.d.ts", { cwd: folder })) rmSync(folder + file);
  return Object.keys(metafile.inputs);
}
