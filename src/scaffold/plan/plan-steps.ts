import { join, relative, resolve, sep } from "node:path";
import type { Edit, EditedEntry, Plan, PlanEntry, Settled } from "./entries.ts";
import { planRecord, planTree } from "./plan.ts";
import { recordOf, type RecordRequest } from "../record/record.ts";
import type { EditMeaning } from "../record/recorded-edit.ts";
import type { Tree, TreeFile } from "../tree.ts";

/** One of several runs that are written at once, each with its own record. */
export interface PlanStep {
  /** Paths relative to the project's folder. */
  readonly tree: Tree;
  /** Changes to files of earlier steps. */
  readonly edits?: readonly StepEdit[];
  readonly record: RecordRequest;
}

export interface StepEdit {
  /** Relative to the project's folder. */
  readonly path: string;
  readonly edit: (text: string) => string;
  readonly as: EditMeaning;
}

export interface StepsOptions {
  /** Edits of existing files; part of the first step. */
  readonly edits?: readonly Edit[];
  readonly settled?: Settled | undefined;
}

/**
 * Plans a new project with its first apps in one transaction, with the same records as separate commands, so
 * that each can be undone and updated separately.
 *
 * @param root The project's folder; need not exist.
 * @throws {MkwebError} As {@link planTree}.
 */
export function planSteps(
  steps: readonly PlanStep[],
  root: string,
  { edits = [], settled }: StepsOptions = {},
): Plan {
  const files = new Map<string, TreeFile>();
  const edited = steps.map((step) => applyStep(step, files));
  const plan = planTree(files, root, { edits, settled });
  const changes = plan.entries.some(({ kind }) => kind === "new" || kind === "edited");
  const conflicts = plan.entries.some(({ kind }) => kind === "conflict");
  if (!changes || conflicts) return plan;
  const folder = resolve(root);
  const start = relative(plan.base, folder).split(sep).join("/");
  const entryOf = (path: string): PlanEntry | undefined => {
    const full = start === "" ? path : `${start}/${path}`;
    return plan.entries.find((entry) => entry.path === full);
  };
  const records = steps.map((step, index) => {
    const made = [...step.tree].flatMap(([path, file]) => {
      const entry = entryOf(path);
      return entry ? [{ ...entry, bytes: file.bytes }] : [];
    });
    const changed = (edited[index] ?? []).map((each) => ({
      ...each,
      path: relative(plan.base, join(folder, each.path)).split(sep).join("/"),
    }));
    const own = new Set(made.map(({ path }) => path));
    const isOther = (entry: PlanEntry): boolean =>
      entry.kind === "edited" && !files.has(relative(folder, join(plan.base, entry.path)));
    const before = index === 0 ? plan.entries.filter(isOther) : [];
    const later = changed.filter(
      ({ path }) => !own.has(path) && plan.entries.some((each) => each.path === path),
    );
    const entries = [...made, ...before, ...later];
    return numbered(recordOf(step.record, { base: plan.base, entries }, folder), index);
  });
  const recorded = planRecord(new Map(records.flatMap((each) => [...each])), folder, plan.base);
  return { base: plan.base, entries: [...plan.entries, ...recorded] };
}

function applyStep(step: PlanStep, files: Map<string, TreeFile>): readonly EditedEntry[] {
  for (const [path, file] of step.tree) files.set(path, file);
  return (step.edits ?? []).flatMap(({ path, edit, as }) => {
    const file = files.get(path);
    if (!file) throw new Error(`No step before makes ${path}`);
    const bytes = Buffer.from(edit(Buffer.from(file.bytes).toString("utf8")));
    files.set(path, { ...file, bytes });
    return [{ kind: "edited" as const, path, before: file.bytes, bytes, mode: file.mode, as }];
  });
}

/** Records of later steps get the next numbers. */
function numbered(record: Tree, index: number): Tree {
  return new Map(
    Array.from(record, ([path, file]) => [
      path.replace(/\d{4,}/, (number) => String(Number(number) + index).padStart(4, "0")),
      file,
    ]),
  );
}
