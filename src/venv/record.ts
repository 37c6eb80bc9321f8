import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { hasErrorCode } from "../platform/index.ts";

/** The file that makes a directory an environment. */
export const RECORD = "mkweb-venv.json";

/** `mkweb-venv.json`: what an environment is made from. Readable by people and programs. */
export interface VenvRecord {
  readonly format: 1;
  /** Where it was made. Somewhere else now? Then it was moved. */
  readonly directory: string;
  /** The name in the prompt. */
  readonly prompt: string;
  readonly node: {
    /** `system`, or what `--node` asked for. */
    readonly wanted: string;
    readonly version: string;
    /** How `bin/node` came to be. */
    readonly kind: "symlink" | "hard link" | "copy";
  };
  /** The Node outside that `bin/node` points to, or whose npm an own Node uses. */
  readonly base: {
    readonly node: string;
    readonly npm: string;
    readonly corepack: string | null;
  };
  /** SHA-256 of the npm settings that were carried over, to tell whether somebody edited them since. */
  readonly npmrc: string | null;
  /** ISO 8601. */
  readonly created: string;
  /** The command line it was last made or upgraded by. */
  readonly command: readonly string[];
}

/** The record in a directory; `undefined` if there is none, or none that we can read. */
export function readRecord(directory: string): VenvRecord | undefined {
  const file = join(directory, RECORD);
  let data: unknown;
  try {
    // One that came from elsewhere may be a link to a device without end.
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
