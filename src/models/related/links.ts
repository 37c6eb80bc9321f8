import { isIn } from "../../query/index.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import type { AnySet, Data } from "./side.ts";

/** Rows to add between one object and others. */
export interface Links {
  /** Every row between the two models. */
  readonly through: AnySet;
  /** Whether the relation itself made their model, so that all there is to them is the pair. */
  readonly isAutomatic: boolean;
  /** The field that holds `value`, and the one that holds the `targets`. */
  readonly near: FieldInfo;
  readonly far: FieldInfo;
  readonly value: unknown;
  readonly targets: readonly unknown[];
  readonly defaults: Data;
}

type Tell = (action: "preAdd" | "postAdd", keys: readonly unknown[]) => Promise<void>;

/**
 * Adds the rows that are not there yet. Where nobody needs to know which those are, and nothing but the pair
 * can be there twice, the database decides; else they are asked for first.
 */
export async function addLinks(links: Links, tell: Tell | undefined): Promise<void> {
  const { through, isAutomatic, near, far, value, targets, defaults } = links;
  const isQuick = isAutomatic && !tell;
  const missing = isQuick ? targets : await missingTargets(links);
  if (tell) await tell("preAdd", missing);
  const rows = missing.map((target) => ({
    ...resolved(defaults),
    [near.attribute]: value,
    [far.attribute]: target,
  }));
  if (rows.length > 0) await through.bulkCreate(rows, { ignoreConflicts: isAutomatic });
  if (tell) await tell("postAdd", missing);
}

async function missingTargets({ through, near, far, value, targets }: Links) {
  const there = through
    .filter({ [near.attribute]: value, [far.attribute]: isIn(targets) } as never)
    .valuesList(far.attribute as never, { flat: true });
  const known = new Set<unknown>(await there);
  return targets.filter((target) => !known.has(target));
}

/** Values of rows between, where functions answer them. */
function resolved(defaults: Data): Data {
  return Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => [
      name,
      typeof value === "function" ? (Reflect.apply(value, undefined, []) as unknown) : value,
    ]),
  );
}
