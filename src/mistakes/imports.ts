/** Explains imports of missing files and packages. */
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
  // A missing file of mkweb is not a mistake of the project.
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
      message: `${who} imports "${written}", but there is no such file.`,
      lines: "",
      hint: "Correct the path, which is relative to the importing file's folder, or create that file.",
    };
  }
  return {
    code: "MKWEB_IMPORT_NOT_FOUND",
    message: `${who} imports "${written}", but there is no such file. Node runs TypeScript directly, so an import needs the whole file name with its extension.`,
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
      message: `${who} imports the package "${shown}", which does not exist. The project has a folder of that name, but files are imported by a path relative to the importing file.`,
      lines: "",
      hint: `Write "${specifier(importer, join(from, name))}/..." with the name of the file and its extension.`,
    };
  }
  if (from !== "" && !importer.startsWith(from)) {
    return {
      code: "MKWEB_IMPORT_NOT_FOUND",
      message: `${who} imports the package "${shown}". The real location of that file is outside ${from}, perhaps because of a link, and Node looks for packages from there.`,
      lines: "",
      hint: "Replace the link by the file itself, or work in the file's real folder.",
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

/**
 * The file that was probably meant: the extension is missing, is that of compiled code, or a folder's index
 * is meant.
 */
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
