import { isBuiltin } from "node:module";
import { isReserved } from "../edits/index.ts";
import { MkwebError } from "../errors.ts";

/** What a name is for, as Django's messages say it. */
export type NameOf = "project name" | "app name" | "app directory" | "directory";

/** File names have up to 255 bytes; this leaves room for endings and temporary names. */
const maximumBytes = 200;

/**
 * Refuses names that cannot be a folder and a TypeScript identifier on every system.
 *
 * @param typed The user's whole input, if it is more than the name.
 * @throws {MkwebError} `MKWEB_NAME_INVALID`.
 */
export function checkName(name: string, use: NameOf, typed = name): void {
  if (!/^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name)) {
    throw invalidName(typed, use, `Please make sure the ${lastWord(use)} is a valid identifier.`);
  }
  if (isReserved(name)) {
    throw invalidName(typed, use, "It is a reserved word in TypeScript.");
  }
  if (/^(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³]?)$/i.test(name)) {
    throw invalidName(typed, use, "It is a device name on Windows.");
  }
  if (byteLength(name) > maximumBytes) {
    throw invalidName(shorten(name), use, `It is longer than ${maximumBytes} bytes.`);
  }
}

/**
 * Refuses paths that no file system accepts. Conflicts with existing files are found later.
 *
 * @throws {MkwebError} `MKWEB_NAME_INVALID`.
 */
export function checkDirectory(path: string): void {
  const wrong = path
    .split(/[/\\]/)
    .find((part) => /[\p{Cc}\uFFFD]/u.test(part) || byteLength(part) > 255);
  if (wrong !== undefined)
    throw invalidName(
      shorten(wrong),
      "directory",
      "It is too long, not UTF-8, or holds a control character.",
    );
}

/**
 * Refuses names that already have a meaning: modules of Node, packages of the project, and the files and
 * folders of every project.
 *
 * @param packages Names of npm packages in use.
 * @throws {MkwebError} `MKWEB_NAME_TAKEN`.
 */
export function checkNotTaken(name: string, use: NameOf, packages: Iterable<string>): void {
  const lower = name.toLowerCase();
  if (isBuiltin(name) || isBuiltin(`node:${name}`)) throw nameTaken(name, use, "Node module");
  if (new Set(packages).has(lower)) throw nameTaken(name, use, "package");
  if (projectOwn.has(lower)) throw nameTaken(name, use, "part of every project");
}

/** @param what What already has the name: "Node module". */
export function nameTaken(name: string, use: NameOf, what: string): MkwebError {
  const article = use === "project name" ? "a" : "an";
  return new MkwebError(
    "MKWEB_NAME_TAKEN",
    `'${name}' conflicts with the name of an existing ${what} and cannot be used as ${article} ${use}. Please try another ${lastWord(use)}.\nNothing was written.`,
  );
}

/** @param why A sentence. */
export function invalidName(name: string, use: NameOf, why: string): MkwebError {
  // Escape control characters, which would affect the terminal.
  const shown = name.replace(/[\p{Cc}\p{Cf}]/gu, (each) => JSON.stringify(each).slice(1, -1));
  return new MkwebError(
    "MKWEB_NAME_INVALID",
    `'${shown}' is not a valid ${use}. ${why}\nNothing was written.`,
    {
      hint: "Use letters, digits and underscores, and begin with a letter.",
    },
  );
}

function shorten(name: string): string {
  return name.length > 20 ? `${name.slice(0, 20)}…` : name;
}

function byteLength(text: string): number {
  return Buffer.byteLength(text);
}

function lastWord(use: NameOf): string {
  return use.split(" ").at(-1) ?? use;
}

const projectOwn = new Set(["manage", "node_modules", "vendor"]);
