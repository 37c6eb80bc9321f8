/** Imports of what is not there. */
import { existsSync, readdirSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Explanation } from "./explain.ts";
import { lineWith, pathOf, shownFile } from "./place.ts";

const ours = new URL("../", import.meta.url);

export function explainImportMistake(error: Error, from: string): Explanation | undefined {
  const [, kind, what = "", importer = ""] =
    /^Cannot find (module|package) '([^']+)' imported from (.+)$/m.exec(error.message) ??
    /^(Directory) import '([^']+)' is not supported resolving ES modules imported from (.+)$/m.exec(
      error.message,
    ) ??
    [];
  if (kind === undefined) return undefined;
  // What lies beside ours is no mistake of the project.
  if (importer.includes(ours.href) || importer.includes(fileURLToPath(ours))) return undefined;
  const by = pathOf(importer);
  const explain = kind === "package" ? missingPackage : missingFile;
  return { ...explain(what, by, from), file: by };
}

function missingFile(target: string, importer: string, from: string): Explanation {
  const written = specifier(importer, target);
  const meant = meantBy(target);
  const who = whoImports(importer, written, from);
  if (meant === undefined) {
    return {
      code: "MKWEB_IMPORT_NOT_FOUND",
      message: `${who} imports "${written}", and there is no such file.`,
      lines: "",
      hint: "Correct the path, which starts at the folder of the importing file, or make that file.",
    };
  }
  return {
    code: "MKWEB_IMPORT_NOT_FOUND",
    message: `${who} imports "${written}", and there is no such file. Node runs TypeScript as it is, so an import names the whole file, with its ending.`,
    lines: "",
    hint: `Write "${specifier(importer, meant)}".`,
  };
}

function missingPackage(name: string, importer: string, from: string): Explanation {
  const who = whoImports(importer, name, from);
  const shown = name.startsWith("/") ? name.split(`node_modules${sep}`).at(-1) : name;
  if (from !== "" && existsSync(join(from, name))) {
    return {
      code: "MKWEB_IMPORT_NOT_FOUND",
      message: `${who} imports the package "${shown}", and there is none. The project has a folder of that name, but files are imported by their path from the importing one.`,
      lines: "",
      hint: `Write "${specifier(importer, join(from, name))}/..." with the name of the file, ending included.`,
    };
  }
  if (from !== "" && !importer.startsWith(from)) {
    return {
      code: "MKWEB_IMPORT_NOT_FOUND",
      message: `${who} imports the package "${shown}". That file really lies outside ${from}, where a link may lead to it, and Node looks for packages from the real place of a file.`,
      lines: "",
      hint: "Put the file itself where the link is, or work in the folder it lies in.",
    };
  }
  return {
    code: "MKWEB_IMPORT_NOT_FOUND",
    message: `${who} imports the package "${shown}", which is not installed in the project.`,
    lines: "",
    hint: `Type \`npm install ${shown}\` in the project's folder; a file of the project is imported by its path: "../${shown}/...".`,
  };
}

function whoImports(importer: string, written: string, from: string): string {
  const line = lineWith(importer, `${written}"`) ?? lineWith(importer, `${written}'`);
  return `${shownFile(importer, from)}${line === undefined ? "" : `, line ${line},`}`;
}

function specifier(importer: string, target: string): string {
  const path = relative(dirname(importer), target).split(sep).join("/");
  return path.startsWith("../") ? path : `./${path}`;
}

/** The file somebody meant who left out the ending, wrote the compiled one, or meant a folder's index. */
function meantBy(target: string): string | undefined {
  const bare = target.replace(/\.(?:[cm]?js|ts)$/, "");
  const candidates = [`${target}.ts`, `${bare}.ts`, `${target}.js`, join(target, "index.ts")];
  const other = candidates.find((each) => each !== target && existsSync(each));
  return other ?? sameButForCase(target);
}

/** macOS and Windows find a file whose name differs in case; Linux, where the site will run, does not. */
function sameButForCase(target: string): string | undefined {
  try {
    const wanted = target.toLowerCase();
    return readdirSync(dirname(target))
      .map((name) => join(dirname(target), name))
      .find((path) => [wanted, `${wanted}.ts`].includes(path.toLowerCase()));
  } catch {
    return undefined;
  }
}
