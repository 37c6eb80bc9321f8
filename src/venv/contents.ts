import { dirname, join } from "node:path";
import { loadBlueprint, renderTree, type Tree } from "../scaffold/index.ts";
import type { Base } from "./base.ts";
import type { Machine } from "./machine.ts";
import { shownName } from "./prompt.ts";
import * as quote from "./quote.ts";

/** The blueprint lies beside src/ and dist/ alike. */
const BLUEPRINT = new URL("../../blueprints/venv/", import.meta.url);

/** The directory of the commands. */
export function binName(machine: Machine): "bin" | "Scripts" {
  return machine.platform === "win32" ? "Scripts" : "bin";
}

export function nodeName(machine: Machine): "node" | "node.exe" {
  return machine.platform === "win32" ? "node.exe" : "node";
}

/** The text files of an environment, by path from its directory. */
export function renderContents(
  machine: Machine,
  directory: string,
  prompt: string,
  base: Pick<Base, "npm" | "corepack">,
): Tree {
  const system = machine.platform === "win32" ? "windows/" : "posix/";
  const blueprint = loadBlueprint(BLUEPRINT);
  const files = [...blueprint.files].flatMap(([path, file]) =>
    path.startsWith(system) || path.startsWith("every/")
      ? [[path.slice(path.indexOf("/") + 1), file] as const]
      : [],
  );
  const tree = renderTree(
    { ...blueprint, files: new Map(files) },
    shellWords(machine, directory, prompt, base),
  );
  return machine.platform === "win32" ? forWindows(tree) : tree;
}

/** cmd.exe loses its place in scripts without carriage returns; PowerShell 5 reads UTF-8 only after a mark. */
function forWindows(tree: Tree): Tree {
  const files = [...tree].map(([path, file]) => {
    const mark = path.endsWith(".ps1") ? "\ufeff" : "";
    if (mark === "" && !/\.(?:bat|cmd)$/.test(path)) return [path, file] as const;
    const text = mark + Buffer.from(file.bytes).toString("utf8").replaceAll("\n", "\r\n");
    return [path, { ...file, bytes: Buffer.from(text) }] as const;
  });
  return new Map(files);
}

/**
 * Everything the templates may name, already quoted for the shell that reads it: a template never puts
 * quotes around a value, and no value is quoted twice.
 */
function shellWords(
  machine: Machine,
  directory: string,
  prompt: string,
  { npm, corepack }: Pick<Base, "npm" | "corepack">,
): Readonly<Record<string, unknown>> {
  const bin = binName(machine);
  const shown = `(${shownName(prompt)}) `;
  const percents = shown.replaceAll("%", "%%");
  const script = (name: string) => join(directory, bin, name);
  const words = (quoted: (word: string) => string, activate: string, ps1: string) => ({
    activate: quoted(script(activate)),
    env: quoted(directory),
    prompt: quoted(prompt),
    ps1: quoted(ps1),
  });
  return {
    bin,
    sh: {
      ...words(quote.quoteSh, "activate", shown),
      activate: quote.showSh(script("activate")),
      zshPs1: quote.quoteSh(percents),
      npm: quote.quoteSh(npm),
      corepack: quote.quoteSh(corepack ?? join(dirname(npm), "corepack")),
    },
    fish: words(quote.quoteFish, "activate.fish", shown),
    csh: words(quote.quoteCsh, "activate.csh", percents),
    nu: words(quote.quoteNu, "activate.nu", shown),
    xonsh: words(quote.quotePython, "activate.xsh", shown.replaceAll(/[{}]/g, "$&$&")),
    powershell: {
      ...words(quote.quotePowerShell, "activate.ps1", shown),
      bin: quote.quotePowerShell(bin),
      node: quote.quotePowerShell(nodeName(machine)),
    },
    cmd: {
      ...words(quote.quoteCmd, "activate.bat", shown.replaceAll("$", "$$$$")),
      npm: quote.quoteCmd(npm),
    },
  };
}
