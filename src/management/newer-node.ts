/** Projects need a Node that runs TypeScript. Hands over to the project's own Node if ours does not. */
import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { runCommandLine } from "../command/index.ts";
import { MkwebError } from "../errors.ts";
import { neededNode } from "../platform/index.ts";
import { version } from "./version.ts";

/**
 * The Node in the project's dependencies, if any. The `node` package itself needs an install script, which
 * npm may block; the packages with the binaries do not.
 */
export function findProjectNode(
  root: URL,
  platform: string = process.platform,
  arch: string = process.arch,
): string | undefined {
  const program = platform === "win32" ? "node.exe" : "node";
  return packageNames(platform, arch)
    .map((name) => packageFolder(name, root))
    .filter((url) => url !== undefined)
    .map((url) => fileURLToPath(new URL(`bin/${program}`, url)))
    .find((file) => existsSync(file) && realpathSync(file) !== realpathSync(process.execPath));
}

/** The packages with the binary for a system; the one for darwin-arm64 follows another pattern. */
function packageNames(platform: string, arch: string): readonly string[] {
  const system = `${platform === "win32" ? "win" : platform}-${arch}`;
  return system === "darwin-arm64" ? [`node-bin-${system}`, `node-${system}`] : [`node-${system}`];
}

function packageFolder(name: string, root: URL): URL | undefined {
  for (const folder of createRequire(new URL("manage.js", root)).resolve.paths(name) ?? []) {
    const found = pathToFileURL(join(folder, name, "/"));
    if (existsSync(found)) return found;
  }
  return undefined;
}

/** Ends every command with an error about what is missing. */
export function refuseAll(argv: readonly string[], program: string): Promise<number> {
  const commands = (): never => {
    throw tooOld(process.version);
  };
  return runCommandLine({ argv, program, version, commands });
}

/** The error for a Node that is too old and a project without its own. */
export function tooOld(version: string): MkwebError {
  const [name] = packageNames(process.platform, process.arch);
  return new MkwebError(
    "MKWEB_NODE_TOO_OLD",
    `This project needs Node.js ${neededNode.join(".")} or newer; this is ${version}.`,
    {
      hint: `Run \`npm install --save-dev ${name}@24\` in the project's folder to give it its own Node, or install a newer Node.js.`,
    },
  );
}
