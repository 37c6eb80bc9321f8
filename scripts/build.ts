/**
 * Builds dist/: the runtime by tsc, file by file, then the command line's rooms bundled with their
 * libraries on top of it, then the packed tarball that projects made from a checkout depend on.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.ts";

const root = new URL("../", import.meta.url);
const cwd = fileURLToPath(root);

rmSync(new URL("dist", root), { recursive: true, force: true });
execFileSync("tsc", ["-p", "src"], { cwd, stdio: "inherit" });
await bundle(new URL("dist/", root));

const packed = fileURLToPath(new URL("build/", root));
rmSync(packed, { recursive: true, force: true });
mkdirSync(packed);
execFileSync("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", packed], {
  cwd,
  stdio: ["ignore", "ignore", "inherit"],
  shell: process.platform === "win32",
});
