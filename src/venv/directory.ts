import { lstatSync, readdirSync, statSync } from "node:fs";
import { escapeFromRepository } from "../scaffold/index.ts";
import { nameRefused, notAnEnvironment, occupied } from "./failures.ts";
import type { Machine } from "./machine.ts";
import { isStaging } from "./staging.ts";
import { readRecord, type VenvRecord } from "./record.ts";

/** What exists at an environment's location. */
export interface Site {
  readonly path: string;
  readonly state: "absent" | "empty" | "environment" | "other";
  /** The record, if it is an environment. */
  readonly record: VenvRecord | undefined;
}

export interface Intent {
  /** Delete the environment's contents first. */
  readonly clear: boolean;
  /** Only repair or change an existing one. */
  readonly upgrade: boolean;
  /** Add an environment to a folder with other contents. */
  readonly force: boolean;
}

/**
 * Checks an absolute path and refuses what would do harm or could not work.
 *
 * @throws {MkwebError} `MKWEB_VENV_NAME`, `MKWEB_VENV_OCCUPIED`, `MKWEB_VENV_NOT_FOUND`.
 */
export function inspectDirectory(machine: Machine, path: string, intent: Intent): Site {
  checkName(machine, path);
  const outside = escapeFromRepository(path);
  if (outside !== undefined) {
    throw nameRefused(
      path,
      `a symbolic link in its path leads out of the repository, to ${outside}`,
    );
  }
  const site = lookAt(path);
  if (site.state === "environment") return site;
  if (intent.upgrade) throw notAnEnvironment(path, "--upgrade");
  if (site.state === "other") {
    if (intent.clear) throw notAnEnvironment(path, "--clear");
    if (!intent.force) {
      throw occupied(
        path,
        "is not empty and not an mkweb environment",
        "Choose a new directory, or add --force to put an environment in this one.",
      );
    }
  }
  return site;
}

/** @throws {MkwebError} `MKWEB_VENV_OCCUPIED` for a file. */
export function lookAt(path: string): Site {
  const status = statSync(path, { throwIfNoEntry: false });
  if (!status) {
    if (lstatSync(path, { throwIfNoEntry: false })) {
      throw occupied(path, "is a broken link", "Remove it, or choose another name.");
    }
    return { path, state: "absent", record: undefined };
  }
  if (!status.isDirectory()) {
    throw occupied(path, "already exists and is a file", "Choose another name.");
  }
  const record = readRecord(path);
  if (record) return { path, state: "environment", record };
  // A repository's own files, and those of an interrupted run, do not count as contents.
  const taken = readdirSync(path).some(
    (name) => name !== ".git" && name !== ".gitignore" && !isStaging(name),
  );
  return { path, state: taken ? "other" : "empty", record: undefined };
}

function checkName({ delimiter }: Machine, path: string): void {
  if (path.includes(delimiter)) {
    throw nameRefused(path, `"${delimiter}" separates the directories in PATH`);
  }
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f]/.test(path)) {
    throw nameRefused(path, "it contains a control character");
  }
}
