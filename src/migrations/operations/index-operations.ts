import { isDeepStrictEqual } from "node:util";
import type { ConstraintState, IndexState, ModelState } from "../../schema/index.ts";
import type { Operation } from "./operation.ts";
import { missing, modelChange } from "./state-change.ts";

/**
 * Adds an index to a model's table.
 *
 * @example
 * export default defineMigration({
 *   dependencies: [["polls", "0001_initial"]],
 *   operations: [addIndex("Question", { name: "newest_first", properties: ["-pubDate"] })],
 * });
 */
export function addIndex(model: string, index: IndexState, unique = false): Operation {
  const describe = `Create ${unique ? "unique " : ""}index ${onWhat(index)} of ${model}`;
  const args = [model, index, ...(unique ? [true] : [])];
  return modelChange("addIndex", args, describe, (before) => withIndex(before, index, unique));
}

/**
 * Removes an index from a model's table.
 *
 * @example
 * export default defineMigration({
 *   dependencies: [["polls", "0002_newest"]],
 *   operations: [removeIndex("Question", { name: "newest_first", properties: ["-pubDate"] })],
 * });
 */
export function removeIndex(model: string, index: IndexState, unique = false): Operation {
  const describe = `Remove ${unique ? "unique " : ""}index ${onWhat(index)} of ${model}`;
  const args = [model, index, ...(unique ? [true] : [])];
  return modelChange("removeIndex", args, describe, (before) =>
    withoutIndex(before, index, unique),
  );
}

/**
 * Renames an index without building it again (SQLite does build it again).
 *
 * @example
 * export default defineMigration({
 *   dependencies: [["polls", "0002_newest"]],
 *   operations: [renameIndex("Question", "newest_first", "question_newest")],
 * });
 */
export function renameIndex(model: string, from: string, to: string): Operation {
  const describe = `Rename index ${from} on ${model} to ${to}`;
  const rename = (before: ModelState): ModelState => {
    const { indexes = [] } = before;
    if (!indexes.some(({ name }) => name === from)) throw missing(`index ${from} of ${model}`);
    return {
      ...before,
      indexes: indexes.map((each) => (each.name === from ? { ...each, name: to } : each)),
    };
  };
  return modelChange("renameIndex", [model, from, to], describe, rename, (label) => ({
    index: [label, from, to],
  }));
}

/**
 * Adds an index while others keep writing (PostgreSQL), in a migration with `atomic: false`. A failure leaves
 * an invalid index: drop it before another try. On SQLite the same as `addIndex`.
 *
 * @example
 * export default defineMigration({
 *   atomic: false,
 *   dependencies: [["polls", "0001_initial"]],
 *   operations: [
 *     addIndexConcurrently("Question", { name: "newest_first", properties: ["-pubDate"] }),
 *   ],
 * });
 */
export function addIndexConcurrently(model: string, index: IndexState): Operation {
  const describe = `Concurrently create index ${onWhat(index)} of ${model}`;
  const add = (before: ModelState): ModelState => withIndex(before, index, false);
  return modelChange("addIndexConcurrently", [model, index], describe, add, () => ({
    concurrently: true,
  }));
}

/**
 * Removes an index while others keep reading and writing; see `addIndexConcurrently`.
 *
 * @example
 * export default defineMigration({
 *   atomic: false,
 *   dependencies: [["polls", "0002_newest"]],
 *   operations: [
 *     removeIndexConcurrently("Question", { name: "newest_first", properties: ["-pubDate"] }),
 *   ],
 * });
 */
export function removeIndexConcurrently(model: string, index: IndexState): Operation {
  const describe = `Concurrently remove index ${onWhat(index)} of ${model}`;
  const remove = (before: ModelState): ModelState => withoutIndex(before, index, false);
  return modelChange("removeIndexConcurrently", [model, index], describe, remove, () => ({
    concurrently: true,
  }));
}

export interface NewConstraint {
  /**
   * Do not check existing rows, so that nobody waits; `validateConstraint` checks them in a later migration
   * (PostgreSQL, check constraints). Default `false`.
   */
  readonly notValid?: boolean;
}

/**
 * Adds a constraint to a model's table.
 *
 * @example
 * const votes = { name: "votes_positive", check: { field: "votes", gte: 0 } };
 * export default defineMigration({
 *   dependencies: [["polls", "0001_initial"]],
 *   operations: [addConstraint("Choice", votes)],
 * });
 */
export function addConstraint(
  model: string,
  constraint: ConstraintState,
  { notValid = false }: NewConstraint = {},
): Operation {
  const describe = `Create ${notValid ? "not valid " : ""}constraint ${constraint.name} on model ${model}`;
  const args = [model, constraint, ...(notValid ? [{ notValid }] : [])];
  const add = (before: ModelState): ModelState => ({
    ...before,
    constraints: [...(before.constraints ?? []), constraint],
  });
  return modelChange("addConstraint", args, describe, add, () => (notValid ? { notValid } : {}));
}

/**
 * Checks existing rows against a constraint that was added with `notValid` (PostgreSQL).
 *
 * @example
 * export default defineMigration({
 *   dependencies: [["polls", "0003_votes_positive"]],
 *   operations: [validateConstraint("Choice", "votes_positive")],
 * });
 */
export function validateConstraint(model: string, name: string): Operation {
  const describe = `Validate constraint ${name} on model ${model}`;
  const find = (before: ModelState): ModelState => {
    const isThere = before.constraints?.some((each) => each.name === name);
    if (!isThere) throw missing(`constraint ${name} of ${model}`);
    return before;
  };
  return modelChange("validateConstraint", [model, name], describe, find, (label) => ({
    validate: [label, name],
  }));
}

/**
 * Removes a constraint from a model's table.
 *
 * @example
 * export default defineMigration({
 *   dependencies: [["polls", "0003_votes_positive"]],
 *   operations: [removeConstraint("Choice", "votes_positive")],
 * });
 */
export function removeConstraint(model: string, name: string): Operation {
  const describe = `Remove constraint ${name} from model ${model}`;
  return modelChange("removeConstraint", [model, name], describe, (before) => {
    const { constraints = [], ...rest } = before;
    const left = constraints.filter((each) => each.name !== name);
    if (left.length === constraints.length) throw missing(`constraint ${name} of ${model}`);
    return left.length > 0 ? { ...rest, constraints: left } : rest;
  });
}

function withIndex(model: ModelState, index: IndexState, unique: boolean): ModelState {
  const kind = unique ? "uniques" : "indexes";
  return { ...model, [kind]: [...(model[kind] ?? []), index] };
}

function withoutIndex(model: ModelState, index: IndexState, unique: boolean): ModelState {
  const kind = unique ? "uniques" : "indexes";
  const { [kind]: all = [], ...rest } = model;
  const left = all.filter((each) => !isDeepStrictEqual(each, index));
  if (left.length === all.length) throw missing(`index ${onWhat(index)} of ${model.table}`);
  return left.length > 0 ? { ...rest, [kind]: left } : rest;
}

/** `on text, votes`. */
function onWhat({ name, properties, expressions = [] }: IndexState): string {
  if (expressions.length > 0) return name ?? "on expressions";
  return `on ${properties.join(", ")}`;
}
