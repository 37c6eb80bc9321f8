import { dirname, join } from "node:path";
import { loadBlueprint, renderTree, type Tree } from "../scaffold/index.ts";
import type { Base } from "./base.ts";
import type { Machine } from "./machine.ts";
import { shownName } from "./prompt.ts";
import * as quote from "./quote.ts";

/** The blueprint is next to both src/ and dist/. */
const BLUEPRINT = new URL("../../blueprints/venv/", import.meta.url);

/** The folder of commands. */
export function binName(machine: Machine): "bin" | "Scripts" {
  return machine.platform === "win32" ? "Scripts" : "bin";
}

export function nodeName(machine: Machine): "node" | "node.exe" {
  return machine.platform === "win32" ? "node.exe" : "node";
}

/** The text files of an environment, by path relative to its folder. */
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

/** cmd.exe needs carriage returns in scripts, and PowerShell 5 reads UTF-8 only with a byte order mark. */
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
 * Values for the templates, already quoted for the shell that reads them: templates never add quotes, and no
 * value is quoted twice.
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
