import { getSystemErrorMap } from "node:util";
import { MkwebError } from "../errors.ts";
import { errorCodeOf } from "../platform/index.ts";

export function nameRefused(path: string, why: string): MkwebError {
  return new MkwebError(
    "MKWEB_VENV_NAME",
    `${JSON.stringify(path)} cannot be an environment: ${why}. Nothing was written.`,
    { hint: "Choose another name." },
  );
}

export function occupied(directory: string, why: string, hint: string): MkwebError {
  return new MkwebError("MKWEB_VENV_OCCUPIED", `${directory} ${why}. Nothing was changed.`, {
    hint,
  });
}

export function notAnEnvironment(directory: string, what: string): MkwebError {
  return new MkwebError(
    "MKWEB_VENV_NOT_FOUND",
    `${what}: ${directory} is not an mkweb environment (it has no mkweb-venv.json). Nothing was changed.`,
    { hint: "Create one with: mkweb venv DIR" },
  );
}

export function noPrograms(directory: string): MkwebError {
  return new MkwebError(
    "MKWEB_VENV_WRITE",
    `${directory} is on a disk that forbids programs (noexec), so npm could not be run there. Nothing was left.`,
    { hint: "Choose a directory on another disk." },
  );
}

export function inTheWay(paths: readonly string[]): MkwebError {
  const list = paths.map((path) => `  ${path}`).join("\n");
  return new MkwebError(
    "MKWEB_VENV_CONFLICT",
    `The environment's files would replace these:\n${list}\nNothing was changed.`,
    { hint: "Move them away, or choose a new directory." },
  );
}

/** Converts a refusal of the operating system to one line with the path; other errors stay unchanged. */
export function explainWriting(directory: string, error: unknown): unknown {
  const code = errorCodeOf(error);
  const words = code === undefined ? undefined : hints[code];
  if (words === undefined || !(error instanceof Error)) return error;
  const path = "path" in error && typeof error.path === "string" ? error.path : directory;
  const number = "errno" in error && typeof error.errno === "number" ? error.errno : 0;
  const reason = getSystemErrorMap().get(number)?.[1] ?? code;
  return new MkwebError("MKWEB_VENV_WRITE", `Cannot write ${path}: ${reason}. Nothing was left.`, {
    hint: words,
    cause: error,
  });
}

const hints: Readonly<Record<string, string>> = {
  EACCES: "Choose a directory you may write to.",
  EPERM: "Choose a directory you may write to.",
  EROFS: "Choose a directory on a writable disk.",
  ENOSPC: "Free some disk space, then run the command again.",
  EDQUOT: "Free some disk space, then run the command again.",
  ENAMETOOLONG: "Choose a shorter name.",
  ENOTDIR: "Choose a directory whose parents are directories.",
};
