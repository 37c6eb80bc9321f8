/** Builds dist/: the runtime by tsc, file by file; the command line's rooms bundled by esbuild on top. */
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
rmSync(new URL("../dist", import.meta.url), { recursive: true, force: true });
execFileSync("tsc", ["-p", "src"], { cwd: root, stdio: "inherit" });
