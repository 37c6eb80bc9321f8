import { applyDelta, type ModelState } from "../schema/index.ts";
import { addField, type OneOff } from "./operations/field-operations.ts";
import { createModel } from "./operations/model-operations.ts";
import type { Operation } from "./operations/operation.ts";
import { targetsOf } from "./detect/targets.ts";

/**
 * Reduces operations to fewer ones with the same effect. Merges two operations on the same model if nothing
 * between them concerns it.
 *
 * Source: Django, `MigrationOptimizer`.
 *
 * @example
 * const operations = [
 *   addField("Choice", "votes", { type: "integer" }),
 *   renameField("Choice", "votes", "count"),
 * ];
 * assert.equal(optimized(operations, "polls").length, 1);
 */
export function optimized(operations: readonly Operation[], app: string): readonly Operation[] {
  let current: readonly Operation[] = operations.filter(({ elidable }) => elidable !== true);
  for (;;) {
    const shorter = onceShorter(current, app);
    if (!shorter) return current;
    current = shorter;
  }
}

function onceShorter(
  operations: readonly Operation[],
  app: string,
): readonly Operation[] | undefined {
  for (const [at, first] of operations.entries()) {
    for (let next = at + 1; next < operations.length; next += 1) {
      const second = operations[next];
      if (!second) break;
      const merged = merge(first, second, app);
      if (merged) {
        const between = operations.slice(at + 1, next);
        return [
          ...operations.slice(0, at),
          ...place(merged, between),
          ...operations.slice(next + 1),
        ];
      }
      if (!mayPass(first, second, app)) break;
    }
  }
  return undefined;
}

interface Merged {
  readonly operations: readonly Operation[];
  /** Whether the result takes the second one's place, because what it needs may be created in between. */
  readonly isLate: boolean;
}

function place(
  { operations, isLate }: Merged,
  between: readonly Operation[],
): readonly Operation[] {
  return isLate ? [...between, ...operations] : [...operations, ...between];
}

/** Whether a later operation may still be merged into `first` across `other`. */
function mayPass(first: Operation, other: Operation, app: string): boolean {
  if (first.run || other.run) return false;
  const own = modelsOf(first, app);
  return !modelsOf(other, app).some((label) => own.includes(label));
}

/** Labels of the models that an operation concerns or refers to. */
function modelsOf(operation: Operation, app: string): readonly string[] {
  const { name, args } = operation;
  const own = name === "renameModel" ? args.slice(0, 2) : args.slice(0, 1);
  return [...own.map((each) => `${app}.${String(each)}`), ...targetsOf(operation)];
}

function merge(first: Operation, second: Operation, app: string): Merged | undefined {
  if (first.run || second.run || first.args[0] === undefined) return undefined;
  if (first.name === "createModel") return intoNewModel(first, second, app);
  if (first.args[0] !== second.args[0]) return undefined;
  if (first.name === "addField" && first.args[1] === second.args[1]) {
    return intoNewField(first, second, app);
  }
  const isSameTarget = first.args[1] === second.args[1];
  const supersedes: Readonly<Record<string, boolean>> = {
    alterField: isSameTarget && ["alterField", "removeField"].includes(second.name),
    alterModelOptions: ["alterModelOptions", "deleteModel"].includes(second.name),
    alterModelTable: ["alterModelTable", "deleteModel"].includes(second.name),
    alterModelTableComment: ["alterModelTableComment", "deleteModel"].includes(second.name),
  };
  if (supersedes[first.name]) return { operations: [second], isLate: true };
  return isUndone(first, second) ? { operations: [], isLate: false } : undefined;
}

/** A rule that is added and removed again. */
function isUndone(first: Operation, second: Operation): boolean {
  const same = JSON.stringify(first.args) === JSON.stringify(second.args);
  if (first.name === "addIndex" && second.name === "removeIndex") return same;
  const [, constraint] = first.args;
  return (
    first.name === "addConstraint" &&
    second.name === "removeConstraint" &&
    typeof constraint === "object" &&
    constraint !== null &&
    Reflect.get(constraint, "name") === second.args[1]
  );
}

/** A new model in its final form. */
function intoNewModel(first: Operation, second: Operation, app: string): Merged | undefined {
  const [name] = first.args;
  if (second.args[0] !== name || second.name === "createModel") return undefined;
  if (second.name === "deleteModel") return { operations: [], isLate: false };
  if (second.name.endsWith("Concurrently") || second.name === "validateConstraint")
    return undefined;
  const after = stateAfter([first, second], app);
  const label = second.name === "renameModel" ? second.args[1] : name;
  const model = after.get(`${app}.${String(label)}`);
  if (!model) return undefined;
  // The target of a new field may be created in between.
  return { operations: [createModel(String(label), model)], isLate: targetsOf(second).length > 0 };
}

function intoNewField(first: Operation, second: Operation, app: string): Merged | undefined {
  const [model, field, , once] = first.args;
  const isLate = targetsOf(second).length > 0;
  if (second.name === "removeField") return { operations: [], isLate: false };
  if (second.name !== "alterField" && second.name !== "renameField") return undefined;
  const start = createModel(String(model), { table: "t", fields: {} });
  const after = stateAfter([start, first, second], app).get(`${app}.${String(model)}`);
  const name = String(second.name === "renameField" ? second.args[2] : field);
  const state = after?.fields[name];
  if (!state) return undefined;
  const oneOff: OneOff = second.args[3] ?? once ?? {};
  return { operations: [addField(String(model), name, state, oneOff)], isLate };
}

function stateAfter(operations: readonly Operation[], app: string): Map<string, ModelState> {
  const state = new Map<string, ModelState>();
  for (const { change } of operations) if (change) applyDelta(state, change(state, app).delta);
  return state;
}
