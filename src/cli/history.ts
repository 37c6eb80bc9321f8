/** Keeps what a project's records lack: files as commands left them, and undone steps. */
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../platform/index.ts";
import {
  digestOf,
  hashOf,
  parseRecord,
  recordIn,
  type NamedRecord,
  type Plan,
  type UndoneStep,
} from "../scaffold/index.ts";
import { keyOfFolder } from "./made-here.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** An undone step, and when it was undone. */
export interface Undone extends UndoneStep {
  /** In ISO 8601. */
  readonly at: string;
}

/**
 * The history of one project, kept in the user's cache folder: specific to this user and machine, and
 * disposable. It survives renaming the project; a copy starts without history.
 */
export class History {
  readonly #folder: string;

  /** @param root The project's folder. */
  constructor(root: string, env: Environment) {
    this.#folder = join(cacheFolder({ env }), "mkweb", "history", keyOfFolder(root));
  }

  /**
   * Stores what a recorded run left: edited files and the whole record, but only a marker for files with
   * secrets. Does nothing if the cache is not writable.
   */
  keepWritten({ entries }: Plan): void {
    if (!entries.some(({ path }) => isRecordPath(path))) return;
    try {
      mkdirSync(join(this.#folder, "written"), { recursive: true, mode: 0o700 });
      for (const { kind, path, bytes } of entries) {
        if (kind !== "new" && kind !== "edited") continue;
        const isWhole = kind === "edited" || isRecordPath(path);
        writeFileSync(this.#written(hashOf(bytes)), isWhole ? bytes : "", { mode: 0o600 });
      }
    } catch {
      // Undo then shows less.
    }
  }

  /** A file that had this hash when a command left it; empty if only the hash is known. */
  written(sha256: string): Uint8Array | undefined {
    try {
      return /^[0-9a-f]{64}$/.test(sha256) ? readFileSync(this.#written(sha256)) : undefined;
    } catch {
      return undefined;
    }
  }

  /** When a record was written, if that happened on this machine. */
  whenWritten({ bytes }: Pick<NamedRecord, "bytes">): Date | undefined {
    return statSync(this.#written(hashOf(bytes)), { throwIfNoEntry: false })?.mtime;
  }

  /** Steps that can be redone, in order; none once another command was recorded. */
  undone(records: readonly NamedRecord[]): readonly Undone[] {
    const all = this.#readUndone();
    const found: Undone[] = [];
    let now: readonly Pick<NamedRecord, "name" | "bytes">[] = records;
    for (;;) {
      const digest = digestOf(now);
      const next = all.find(({ left }) => left === digest);
      if (!next || found.includes(next)) return found;
      found.push(next);
      now = [...now, recordIn(next)];
    }
  }

  /**
   * Stores what an undo is about to remove, and drops steps that cannot be redone any more.
   *
   * @returns Whether it could be stored.
   */
  keepUndone(steps: readonly UndoneStep[], records: readonly NamedRecord[], now: Date): boolean {
    const folder = join(this.#folder, "undone");
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const still = new Set(this.undone(records).map(({ name }) => name));
      for (const { name } of this.#readUndone()) {
        if (!still.has(name)) rmSync(join(folder, `${name}.json`), { force: true });
      }
      for (const step of steps) {
        const path = join(folder, `${step.name}.json`);
        const text = JSON.stringify({ ...step, at: now.toISOString() });
        writeFileSync(`${path}.new`, text, { mode: 0o600 });
        renameSync(`${path}.new`, path);
      }
      return true;
    } catch {
      return false;
    }
  }

  #written(sha256: string): string {
    return join(this.#folder, "written", sha256);
  }

  #readUndone(): readonly Undone[] {
    const folder = join(this.#folder, "undone");
    let names: readonly string[] = [];
    try {
      names = readdirSync(folder).filter((name) => name.endsWith(".json"));
    } catch {
      // Nothing was undone yet.
    }
    return names.flatMap((name) => {
      try {
        const step: Undone = JSON.parse(readFileSync(join(folder, name), "utf8"));
        return [step];
      } catch {
        return [];
      }
    });
  }
}

/** The record that a step removed; `undefined` if it cannot be read. */
export function parseUndone(step: UndoneStep): NamedRecord | undefined {
  const { name, bytes } = recordIn(step);
  try {
    return { name, bytes, number: Number.parseInt(name, 10), record: parseRecord(bytes, name) };
  } catch {
    return undefined;
  }
}

function isRecordPath(path: string): boolean {
  return /(?:^|\/)\.mkweb\/\d{4,9}_.*\.json$/.test(path);
}
