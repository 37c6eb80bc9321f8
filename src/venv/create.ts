import { existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { MkwebError } from "../errors.ts";
import { findBase } from "./base.ts";
import { buildEnvironment, type Ingredients, NPM_INSIDE } from "./build.ts";
import { inspectDirectory, lookAt, type Site } from "./directory.ts";
import { explainWriting } from "./failures.ts";
import type { Machine } from "./machine.ts";
import { chooseInterpreter } from "./choose.ts";
import { promptName } from "./prompt.ts";
import { makeParents, publishInto, publishNew } from "./publish.ts";
import type { VenvRecord } from "./record.ts";
import { openStaging, sweepStaging } from "./staging.ts";
import { linkTools } from "./tools.ts";

/** What `mkweb venv` should do with one folder. */
export interface VenvRequest {
  readonly directory: string;
  /** Value of `--node`. Default: that of the environment, or else the installed Node. */
  readonly node?: string | undefined;
  /** Value of `--prompt`. Default: that of the environment, or else the folder's name. */
  readonly prompt?: string | undefined;
  readonly clear?: boolean | undefined;
  readonly upgrade?: boolean | undefined;
  readonly copies?: boolean | undefined;
  readonly force?: boolean | undefined;
  /** The whole command line, for the record. */
  readonly command: readonly string[];
}

export interface Venv {
  readonly directory: string;
  readonly outcome: "created" | "upgraded" | "cleared";
  readonly record: VenvRecord;
  /** Source of an environment's own Node. */
  readonly source: "system" | "environment" | "store" | "registry";
  /** Whether Node was copied because links are not possible. */
  readonly unlinked: boolean;
  /** The npm package that `npm` runs. */
  readonly npm: string;
}

/**
 * Creates or updates an environment. Installed packages stay, unless it is cleared. Either everything exists
 * afterwards or nothing has changed.
 *
 * @param tell Receives a line before each slow step.
 * @throws {MkwebError} `MKWEB_VENV_NAME`, `MKWEB_VENV_OCCUPIED`, `MKWEB_VENV_NOT_FOUND`,
 *   `MKWEB_VENV_CONFLICT`, `MKWEB_VENV_WRITE`, `MKWEB_VENV_NO_NPM`, `MKWEB_INTERRUPTED`, and for an own Node
 *   `MKWEB_VENV_NODE_VERSION`, `MKWEB_VENV_NODE_PLATFORM`, `MKWEB_VENV_NODE_BROKEN`, `MKWEB_VENV_REGISTRY`.
 */
export async function createVenv(
  machine: Machine,
  request: VenvRequest,
  tell: (line: string) => void,
): Promise<Venv> {
  const { clear = false, upgrade = false, copies = false, force = false } = request;
  const path = resolve(machine.cwd, request.directory);
  try {
    const site = inspectDirectory(machine, path, { clear, upgrade, force });
    // A cleared environment starts anew.
    const kept = clear ? undefined : site.record;
    const base = findBase(machine);
    const interpreter = await chooseInterpreter(machine, base, site.path, kept, request, tell);
    const ingredients: Ingredients = {
      base,
      interpreter,
      copies,
      kept,
      prompt: promptName(machine, request.prompt, kept?.prompt, site.path),
      command: request.command,
    };
    if (machine.signal.aborted) throw interrupted();
    const record = write(machine, site, ingredients, clear);
    return {
      directory: site.path,
      outcome: clear && site.record ? "cleared" : site.record ? "upgraded" : "created",
      record,
      source: interpreter.source,
      unlinked: !copies && record.node.kind === "copy",
      npm: existsSync(join(site.path, NPM_INSIDE)) ? join(site.path, NPM_INSIDE) : base.npm,
    };
  } catch (error) {
    if (machine.signal.aborted) throw interrupted();
    throw explainWriting(path, error);
  }
}

function write(machine: Machine, site: Site, ingredients: Ingredients, clear: boolean): VenvRecord {
  sweepStaging(dirname(site.path));
  if (site.state !== "absent") return writeInto(machine, site, ingredients, clear);
  const removeParents = makeParents(site.path);
  try {
    const record = writeNew(machine, site.path, ingredients);
    // Another run created it in the meantime: update that one.
    return record ?? writeInto(machine, lookAt(site.path), ingredients, clear);
  } catch (error) {
    removeParents();
    throw error;
  }
}

function writeNew(
  machine: Machine,
  path: string,
  ingredients: Ingredients,
): VenvRecord | undefined {
  const staging = openStaging(dirname(path));
  try {
    const record = buildEnvironment(machine, path, staging, ingredients);
    return publishNew(staging, path) ? record : undefined;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function writeInto(
  machine: Machine,
  site: Site,
  ingredients: Ingredients,
  clear: boolean,
): VenvRecord {
  const staging = openStaging(site.path);
  try {
    const [staged, aside] = [join(staging, "new"), join(staging, "old")];
    mkdirSync(staged);
    mkdirSync(aside);
    const record = buildEnvironment(machine, site.path, staged, ingredients);
    publishInto(staged, site.path, aside, { clear, guard: site.state === "other" });
    if (machine.platform !== "win32") linkTools(site.path);
    return record;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function interrupted(): MkwebError {
  return new MkwebError("MKWEB_INTERRUPTED", "Stopped. Nothing was written.");
}
