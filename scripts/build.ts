/**
 * Builds dist/: compiles the runtime with tsc, adds the vendored libraries, bundles the command line with its
 * libraries, joins the runtime's files, and packs the tarball for projects made from a checkout.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";
import { bundle } from "./bundle.ts";
import { passwordsPackage, writeCommonPasswords } from "./common-passwords.ts";
import { writeCommandTable } from "./command-table.ts";
import { joinRuntime } from "./join.ts";
import { vendor } from "./vendor.ts";

const root = new URL("../", import.meta.url);
const cwd = fileURLToPath(root);

rmSync(new URL("dist", root), { recursive: true, force: true });
// Comments are for readers of types and sources; in the compiled code they would be a tenth of the size.
const code = ["--declaration", "false", "--removeComments"];
for (const options of [["--emitDeclarationOnly"], code]) {
  execFileSync("tsc", ["-p", "src", ...options], { cwd, stdio: "inherit" });
}
const vendored = await vendor(new URL("dist/", root));
await bundle(new URL("dist/", root), [passwordsPackage, ...vendored]);
await writeCommandTable(new URL("dist/", root));
await joinRuntime(new URL("dist/", root));
writeCommonPasswords(new URL("dist/", root));
// tsc does not copy templates and browser files.
for (const folder of globSync("src/*/{templates,static,assets}", { cwd })) {
  cpSync(new URL(folder, root), new URL(folder.replace(/^src/, "dist"), root), { recursive: true });
}
// Browsers need neither comments nor indentation.
for (const file of globSync("dist/*/{static,assets}/**/*.{css,js}", { cwd })) {
  const url = new URL(file, root);
  const loader = file.endsWith(".css") ? "css" : "js";
  const { code: shorter } = await transform(readFileSync(url, "utf8"), {
    loader,
    minifyWhitespace: true,
  });
  writeFileSync(url, shorter);
}
writeFileSync(
  new URL("dist/fingerprint.txt", root),
  `${fingerprint(["bin", "blueprints", "dist"])}\n`,
);

const packed = fileURLToPath(new URL("build/", root));
rmSync(packed, { recursive: true, force: true });
mkdirSync(packed);
execFileSync("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", packed], {
  cwd,
  stdio: ["ignore", "ignore", "inherit"],
  shell: process.platform === "win32",
});

/** Tells builds of the same version apart: a hash of all published paths and files. */
function fingerprint(folders: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of globSync(
    folders.map((folder) => `${folder}/**/*`),
    { cwd, withFileTypes: true },
  )
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`)
    .sort()) {
    hash.update(`${file.slice(cwd.length)}\0`).update(readFileSync(file));
  }
  return hash.digest("hex").slice(0, 16);
}
