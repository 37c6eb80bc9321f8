import { isIn } from "../../query/index.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import type { AnySet, Data } from "./side.ts";

/** Rows to add between one object and others. */
export interface Links {
  /** All rows of the through model. */
  readonly through: AnySet;
  /** Whether the through model is automatic, so that its rows consist of the pair only. */
  readonly isAutomatic: boolean;
  /** The field for `value`, and the one for the `targets`. */
  readonly near: FieldInfo;
  readonly far: FieldInfo;
  readonly value: unknown;
  readonly targets: readonly unknown[];
  readonly defaults: Data;
}

type Tell = (action: "preAdd" | "postAdd", keys: readonly unknown[]) => Promise<void>;

/**
 * Adds missing rows. If nobody needs to know which are new, and only the pair must be unique, the database decides;
 * otherwise existing rows are read first.
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

/** Calls functions among values of the through model. */
function resolved(defaults: Data): Data {
  return Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => [
      name,
      typeof value === "function" ? (Reflect.apply(value, undefined, []) as unknown) : value,
    ]),
  );
}
