import { isDeepStrictEqual } from "node:util";
import type { IndexState, ModelState } from "../../schema/index.ts";
import {
  addConstraint,
  addIndex,
  removeConstraint,
  removeIndex,
  renameIndex,
} from "../operations/index-operations.ts";
import type { Operation } from "../operations/operation.ts";

/** Indexes that differ only in their names, and the model with the new ones. */
export function rulesRenamed(
  model: string,
  before: ModelState,
  now: ModelState,
): { readonly operations: readonly Operation[]; readonly model: ModelState } {
  const operations: Operation[] = [];
  const [had, has] = [before.indexes ?? [], now.indexes ?? []];
  const fresh = new Set(has.filter(isMissingIn(had)));
  const indexes = had.map((index) => {
    if (index.name === undefined || has.some((each) => isDeepStrictEqual(each, index)))
      return index;
    const renamed = [...fresh].find(
      ({ name, ...rest }) => name !== undefined && isDeepStrictEqual(rest, withoutName(index)),
    );
    if (renamed?.name === undefined) return index;
    fresh.delete(renamed);
    operations.push(renameIndex(model, index.name, renamed.name));
    return renamed;
  });
  return { operations, model: operations.length > 0 ? { ...before, indexes } : before };
}

function withoutName(index: IndexState): Omit<IndexState, "name"> {
  const { name: _, ...rest } = index;
  return rest;
}

/** Rules to remove before fields change. */
export function rulesGone(
  model: string,
  before: ModelState,
  now: ModelState,
): readonly Operation[] {
  const constraints = (before.constraints ?? []).filter(isMissingIn(now.constraints ?? []));
  return [
    ...constraints.map(({ name }) => removeConstraint(model, name)),
    ...lists.flatMap((list) =>
      (before[list] ?? [])
        .filter(isMissingIn(now[list] ?? []))
        .map((index) => removeIndex(model, index, list === "uniques")),
    ),
  ];
}

/** Rules to add after fields have changed. */
export function rulesNew(model: string, before: ModelState, now: ModelState): readonly Operation[] {
  const constraints = (now.constraints ?? []).filter(isMissingIn(before.constraints ?? []));
  return [
    ...lists.flatMap((list) =>
      (now[list] ?? [])
        .filter(isMissingIn(before[list] ?? []))
        .map((index) => addIndex(model, index, list === "uniques")),
    ),
    ...constraints.map((constraint) => addConstraint(model, constraint)),
  ];
}

const lists = ["indexes", "uniques"] as const;

function isMissingIn(others: readonly unknown[]): (rule: unknown) => boolean {
  return (rule) => !others.some((each) => isDeepStrictEqual(each, rule));
}
