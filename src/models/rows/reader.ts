import type { PlanColumn, Vendor } from "../../query/index.ts";
import { stateOf, type ModelBase } from "../instances/model-base.ts";
import { cacheRelated } from "../instances/related-cache.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import type { RelationInfo } from "../meta/relations.ts";
import { converterOf, objectMaker, type MakeObject, type PartColumn } from "./part.ts";

/** Creates objects, with those of selectRelated(), from the rows of a plan. */
export type ReadRow = (row: readonly unknown[]) => ModelBase;

interface Part {
  readonly info: ModelInfo;
  readonly make: MakeObject;
  /** Position of the key, whose null means that there is no row. */
  readonly keyAt: number;
  readonly children: readonly Child[];
}

interface Child {
  readonly relation: RelationInfo;
  readonly part: Part;
}

/** Returns a reader for a plan's columns; one per plan and database. */
export function rowReader(
  info: ModelInfo,
  columns: readonly PlanColumn[],
  vendor: Vendor,
  alias: string,
): ReadRow {
  const part = partOf(info, columns, [], vendor);
  const isUsual = alias === "default";
  if (isUsual && part.children.length === 0) return part.make;
  return (row) => {
    const object = part.make(row);
    if (!isUsual) stateOf(object).alias = alias;
    attach(object, part, row, isUsual ? undefined : alias);
    return object;
  };
}

function attach(
  object: ModelBase,
  { children }: Part,
  row: readonly unknown[],
  alias: string | undefined,
): void {
  for (const { relation, part } of children) {
    const name = relation.accessor ?? relation.name;
    if (row[part.keyAt] === null) {
      cacheRelated(object, name, null);
      continue;
    }
    const related = part.make(row);
    if (alias !== undefined) stateOf(related).alias = alias;
    cacheRelated(object, name, related);
    const back = backOf(relation);
    if (back !== undefined) cacheRelated(related, back, object);
    attach(related, part, row, alias);
  }
}

/** Returns the name of the reverse one-to-one relation. */
function backOf({ field, foreignKey, model }: RelationInfo): string | undefined {
  if (foreignKey) return foreignKey.name;
  if (field?.declaration.kind !== "oneToOne") return undefined;
  const back = [...model.relations.values()].find((each) => each.foreignKey === field);
  return back && (back.accessor ?? back.name);
}

function partOf(
  info: ModelInfo,
  columns: readonly PlanColumn[],
  path: readonly string[],
  vendor: Vendor,
): Part {
  const own: PartColumn[] = [];
  const below = new Set<string>();
  let keyAt = -1;
  columns.forEach((column, at) => {
    if (!startsWith(column.path, path)) return;
    const next = column.path[path.length];
    if (next !== undefined) {
      below.add(next);
      return;
    }
    const { name } = column;
    if (column.field === info.primaryKey) keyAt = at;
    own.push({ at, name, convert: converterOf(column, vendor) });
  });
  const children = [...below].map((name) => {
    const relation = info.relations.get(name);
    if (!relation) throw new TypeError(`${info.label} has no relation '${name}'.`);
    return { relation, part: partOf(relation.model, columns, [...path, name], vendor) };
  });
  return { info, make: objectMaker(info, own), keyAt, children };
}

function startsWith(path: readonly string[], start: readonly string[]): boolean {
  return start.every((name, at) => path[at] === name);
}
