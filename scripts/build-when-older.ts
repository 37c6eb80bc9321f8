/** Builds dist/ unless it is newer than all of src/, for commands that run what projects import. */
import { globSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const times = (pattern: string): number[] =>
  globSync(pattern, { cwd: root }).map((file) => statSync(root + file).mtimeMs);

const built = Math.min(...times("dist/db/index.js"));
if (times("{src/**/*,package.json}").some((time) => time > built)) await import("./build.ts");
