import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { hasErrorCode } from "../platform/index.ts";

/** The file that marks a folder as an environment. */
export const RECORD = "mkweb-venv.json";

/** `mkweb-venv.json`: what an environment is made from, readable for people and programs. */
export interface VenvRecord {
  readonly format: 1;
  /** Where it was created; differs if it was moved. */
  readonly directory: string;
  /** The name in the prompt. */
  readonly prompt: string;
  readonly node: {
    /** `system`, or the value of `--node`. */
    readonly wanted: string;
    readonly version: string;
    /** How `bin/node` was created. */
    readonly kind: "symlink" | "hard link" | "copy";
  };
  /** The outside Node that `bin/node` points to, or whose npm an own Node uses. */
  readonly base: {
    readonly node: string;
    readonly npm: string;
    readonly corepack: string | null;
  };
  /** SHA-256 of the copied npm settings, to detect edits. */
  readonly npmrc: string | null;
  /** ISO 8601. */
  readonly created: string;
  /** The command line that last created or upgraded it. */
  readonly command: readonly string[];
}

/** Reads the record of a folder; `undefined` if it is missing or unreadable. */
export function readRecord(directory: string): VenvRecord | undefined {
  const file = join(directory, RECORD);
  let data: unknown;
  try {
    // A foreign one may be a link to an endless device.
    if (!statSync(file).isFile()) return undefined;
    data = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError || hasErrorCode(error, "ENOENT", "ENOTDIR")) return undefined;
    throw error;
  }
  return isRecord(data) ? data : undefined;
}

export function recordText(record: VenvRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

function isRecord(data: unknown): data is VenvRecord {
  return (
    isObject(data) &&
    data["format"] === 1 &&
    typeof data["prompt"] === "string" &&
    typeof data["directory"] === "string" &&
    typeof data["created"] === "string" &&
    isObject(data["node"]) &&
    typeof data["node"]["wanted"] === "string" &&
    typeof data["node"]["version"] === "string" &&
    isObject(data["base"]) &&
    typeof data["base"]["node"] === "string" &&
    typeof data["base"]["npm"] === "string"
  );
}

function isObject(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === "object" && data !== null;
}
