import { getSystemErrorMap } from "node:util";
import { MkwebError } from "../errors.ts";
import { errorCodeOf } from "../platform/index.ts";

/** The end of every refusal, as long as it is true. */
export const NOTHING_WRITTEN = "Nothing was written.";

export interface Taken {
  readonly path: string;
  /** What exists there, if it is not just a file with other contents. */
  readonly reason?: string | undefined;
}

/** Existing files differ from those that the plan would write. */
export function fileConflict(taken: readonly Taken[], cause?: unknown): MkwebError {
  const lines = taken.map(({ path, reason }) => (reason ? `  ${path} (${reason})` : `  ${path}`));
  const list = [...new Set(lines)];
  return new MkwebError(
    "MKWEB_FILE_CONFLICT",
    `These files already exist and differ:\n${list.join("\n")}\n${NOTHING_WRITTEN}`,
    {
      hint: "Move them away, or choose another name or folder, then run the command again.",
      cause,
    },
  );
}

/** A file to be edited has changed since the plan was made. */
export function fileChanged(path: string): MkwebError {
  return new MkwebError(
    "MKWEB_FILE_CHANGED",
    `${path} was changed by something else while mkweb was working. ${NOTHING_WRITTEN}`,
    { hint: "Run the command again." },
  );
}

export function pathRefused(path: string, why: string): MkwebError {
  return new MkwebError(
    "MKWEB_PATH_REFUSED",
    `${JSON.stringify(path)} cannot be written: ${why}. ${NOTHING_WRITTEN}`,
    { hint: "Choose another name." },
  );
}

export function readFailed(path: string, cause: unknown): MkwebError {
  return new MkwebError("MKWEB_READ_FAILED", `Cannot read ${path}: ${reasonOf(cause)}.`, { cause });
}

export function writeFailed(path: string, cause: unknown): MkwebError {
  return new MkwebError(
    "MKWEB_WRITE_FAILED",
    `Cannot write ${path}: ${reasonOf(cause)}. ${NOTHING_WRITTEN}`,
    { hint: hints[errorCodeOf(cause) ?? ""], cause },
  );
}

export function blueprintInvalid(where: string, why: string, cause?: unknown): MkwebError {
  return new MkwebError("MKWEB_BLUEPRINT_INVALID", `${where}: ${why}. ${NOTHING_WRITTEN}`, {
    hint: "Correct the blueprint, then run the command again.",
    cause,
  });
}

export function stopped(signal: AbortSignal): MkwebError {
  return new MkwebError("MKWEB_INTERRUPTED", `Stopped. ${NOTHING_WRITTEN}`, {
    cause: signal.reason,
  });
}

const hints: Readonly<Record<string, string>> = {
  EACCES: "Choose a folder you may write to, or change its permissions.",
  EPERM: "Choose a folder you may write to, or change its permissions.",
  EROFS: "Choose a folder on a writable disk.",
  ENOSPC: "Free some disk space, then run the command again.",
  EDQUOT: "Free some disk space, then run the command again.",
};

/** The operating system's words ("Permission denied"), or else the error's own. */
export function reasonOf(error: unknown): string {
  const number = error instanceof Error && "errno" in error ? error.errno : undefined;
  const words = typeof number === "number" ? getSystemErrorMap().get(number)?.[1] : undefined;
  if (words) return words.charAt(0).toUpperCase() + words.slice(1);
  return error instanceof Error ? error.message : String(error);
}
