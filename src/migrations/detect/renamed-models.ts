import { applyDelta, labelParts, type ModelState } from "../../schema/index.ts";
import type { Answers } from "./answers.ts";
import { renameModel } from "../operations/model-operations.ts";
import type { Operation } from "../operations/operation.ts";
import { isSameField } from "./same-field.ts";

/** All models at one point of the migrations. */
export type Models = ReadonlyMap<string, ModelState>;

export interface ModelRenames {
  /** By app. */
  readonly operations: ReadonlyMap<string, readonly Operation[]>;
  /** The old models with their new names. */
  readonly state: Models;
}

/**
 * Detects renamed models: those stated by the user, and those with the same fields as a removed one, each of
 * which is asked about.
 *
 * @example
 * const now = await currentState(models.models);
 * const { operations, state } = await detectModelRenames(applyOperations(graph.order), now, answers);
 */
export async function detectModelRenames(
  from: Models,
  to: Models,
  answers: Answers,
): Promise<ModelRenames> {
  const operations = new Map<string, readonly Operation[]>();
  const refused = new Set<string>();
  let state = from;
  // Models can only be compared once those they refer to have their new names.
  for (;;) {
    const found =
      saidPair(state, to, answers) ??
      pairs(state, to)
        .filter(({ renamed, label }) => hasSameFields(renamed.get(label), to.get(label)))
        .find(({ old, label }) => !refused.has(`${old} ${label}`));
    if (!found) return { operations, state };
    const { app, operation, renamed, isSaid } = found;
    const [oldName = "", name = ""] = operation.args.map(String);
    if (isSaid || (await answers.isModelRename(app, oldName, name))) {
      operations.set(app, [...(operations.get(app) ?? []), operation]);
      state = renamed;
    } else {
      refused.add(`${found.old} ${found.label}`);
    }
  }
}

interface Pair {
  readonly app: string;
  readonly old: string;
  readonly label: string;
  readonly operation: Operation;
  readonly renamed: Models;
  readonly isSaid?: boolean;
}

function saidPair(from: Models, to: Models, answers: Answers): Pair | undefined {
  for (const old of goneLabels(from, to)) {
    const [app, oldName] = labelParts(old);
    const fresh = goneLabels(to, from).filter((label) => labelParts(label)[0] === app);
    const name = answers.saidRename(
      oldName,
      fresh.map((label) => labelParts(label)[1]),
    );
    if (name !== undefined) return { ...pairOf(from, old, `${app}.${name}`), isSaid: true };
  }
  return undefined;
}

/** Every removed model paired with every new one of its app. */
function pairs(from: Models, to: Models): readonly Pair[] {
  return goneLabels(to, from).flatMap((label) =>
    goneLabels(from, to)
      .filter((old) => labelParts(old)[0] === labelParts(label)[0])
      .map((old) => pairOf(from, old, label)),
  );
}

function pairOf(from: Models, old: string, label: string): Pair {
  const [app, oldName] = labelParts(old);
  const operation = renameModel(oldName, labelParts(label)[1]);
  const renamed = new Map(from);
  const change = operation.change?.(from, app);
  if (change) applyDelta(renamed, change.delta);
  return { app, old, label, operation, renamed };
}

function goneLabels(from: Models, to: Models): readonly string[] {
  return [...from.keys()].filter((label) => !to.has(label));
}

function hasSameFields(a: ModelState | undefined, b: ModelState | undefined): boolean {
  if (!a || !b) return false;
  const names = new Set([...Object.keys(a.fields), ...Object.keys(b.fields)]);
  return [...names].every((name) =>
    isSameField(a.fields[name], b.fields[name], { name, table: b.table }),
  );
}
