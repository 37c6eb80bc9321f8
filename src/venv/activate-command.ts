import { basename, join, relative } from "node:path";
import { binName } from "./contents.ts";
import type { Machine } from "./machine.ts";
import { quoteCsh, quoteFish, quoteNu, quotePython, quoteSh } from "./quote.ts";

/** The command to enter an environment, for the user's shell and current folder. */
export function activateCommand(machine: Machine, directory: string): string {
  const bin = `${here(machine, directory)}/${binName(machine)}`;
  if (machine.platform === "win32") return `${join(bin)}\\activate`;
  switch (basename(machine.env["SHELL"] ?? "")) {
    case "fish":
      return `source ${word(`${bin}/activate.fish`, quoteFish)}`;
    case "csh":
    case "tcsh":
      return `source ${word(`${bin}/activate.csh`, quoteCsh)}`;
    case "nu":
      return `overlay use ${word(`${bin}/activate.nu`, quoteNu)}`;
    case "xonsh":
      return `source ${word(`${bin}/activate.xsh`, quotePython)}`;
    case "bash":
    case "zsh":
    case "":
      return `source ${word(`${bin}/activate`, quoteSh)}`;
    default:
      return `. ${word(`${bin}/activate`, quoteSh)}`;
  }
}

/** Relative if that is shorter; a leading dash would be taken for an option. */
function here(machine: Machine, directory: string): string {
  const path = relative(machine.cwd, directory);
  if (path === "") return ".";
  if (path.startsWith("..")) return directory;
  return /^[-~=]/.test(path) ? `./${path}` : path;
}

function word(text: string, quote: (text: string) => string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : quote(text);
}
