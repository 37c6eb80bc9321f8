import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { hashOf } from "../scaffold/index.ts";
import type { Base } from "./base.ts";
import { noPrograms } from "./failures.ts";
import type { Interpreter } from "./choose.ts";
import { binName, nodeName, renderContents } from "./contents.ts";
import { copy, type LinkKind, placeBaseNode, placeFile, placeTree } from "./interpreter.ts";
import type { Machine } from "./machine.ts";
import { RECORD, recordText, type VenvRecord } from "./record.ts";
import { LAUNCHER } from "./tools.ts";

/** Location of an environment's own npm: `npm install -g npm` installs it there too. */
export const NPM_INSIDE = "npm/lib/node_modules/npm";

export interface Ingredients {
  readonly base: Base;
  readonly interpreter: Interpreter;
  readonly copies: boolean;
  readonly prompt: string;
  /** The record of the environment to update. */
  readonly kept: VenvRecord | undefined;
  readonly command: readonly string[];
}

/** Builds a whole environment in an empty folder, for its final location `directory`. */
export function buildEnvironment(
  machine: Machine,
  directory: string,
  staged: string,
  ingredients: Ingredients,
): VenvRecord {
  const { base, interpreter, prompt, kept } = ingredients;
  for (const [path, { bytes, mode }] of renderContents(machine, directory, prompt, base)) {
    mkdirSync(dirname(join(staged, path)), { recursive: true });
    writeFileSync(join(staged, path), bytes, { mode });
  }
  mkdirSync(join(staged, "npm/etc"), { recursive: true });
  if (machine.platform !== "win32") {
    layOutPosix(staged, base);
    if (!mayRun(join(staged, "libexec/launch"))) throw noPrograms(directory);
  }
  if (interpreter.npm !== undefined) placeTree(interpreter.npm, join(staged, NPM_INSIDE));
  const npmrc = carryNpmrc(directory, staged, base, kept);
  const kind = placeNode(join(staged, binName(machine), nodeName(machine)), ingredients);
  const record: VenvRecord = {
    format: 1,
    directory,
    prompt,
    node: { wanted: interpreter.wanted, version: interpreter.version, kind },
    base: { node: base.node, npm: base.npm, corepack: base.corepack ?? null },
    npmrc,
    created: kept?.created ?? new Date().toISOString(),
    command: ingredients.command,
  };
  writeFileSync(join(staged, RECORD), recordText(record));
  return record;
}

/** Whether a file may be executed at its location; a disk mounted with `noexec` forbids it. */
export function mayRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function layOutPosix(staged: string, base: Base): void {
  mkdirSync(join(staged, "npm/bin"));
  mkdirSync(join(staged, "npm/lib/node_modules"), { recursive: true });
  const own = base.corepack === undefined ? ["npm", "npx"] : ["npm", "npx", "corepack"];
  for (const name of own) symlinkSync(LAUNCHER, join(staged, "bin", name));
}

function placeNode(target: string, { interpreter, copies }: Ingredients): LinkKind {
  if (interpreter.source === "system") return placeBaseNode(interpreter.path, target, copies);
  return copies ? copy(interpreter.path, target) : placeFile(interpreter.path, target);
}

/**
 * Copies the machine's npm settings, except the prefix, from the base's prefix, which npm no longer reads.
 * Settings edited since stay unchanged.
 *
 * @returns The hash of the copied settings.
 */
function carryNpmrc(
  directory: string,
  staged: string,
  base: Base,
  kept: VenvRecord | undefined,
): string | null {
  const present = join(directory, "npm/etc/npmrc");
  if (kept && existsSync(present) && hashOf(readFileSync(present)) !== kept.npmrc) {
    return kept.npmrc;
  }
  if (base.npmrc === undefined) return null;
  const settings = readFileSync(base.npmrc, "utf8")
    .split("\n")
    .filter((line) => !/^\s*(?:prefix|globalconfig)\s*=/.test(line));
  const text = [`; carried over from ${base.npmrc} by mkweb venv`, ...settings].join("\n");
  writeFileSync(join(staged, "npm/etc/npmrc"), text, { mode: 0o600 });
  return hashOf(Buffer.from(text));
}
