import type { Connection } from "../../connections/index.ts";
import type { PlanColumn, RelationMeta, Vendor } from "../../query/index.ts";
import { stateOf, type ModelBase } from "../instances/model-base.ts";
import { cacheRelated } from "../instances/related-cache.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import type { RelationInfo } from "../meta/relations.ts";
import {
  converterOf,
  objectsMaker,
  type MakeObjects,
  type PartColumn,
  type RawRows,
} from "./part.ts";

interface Part {
  readonly info: ModelInfo;
  readonly make: MakeObjects;
  /** Position of the key, whose null means that there is no row. */
  readonly keyAt: number;
  readonly children: readonly Child[];
}

interface Child {
  readonly part: Part;
  /** Sets the related object, or null. */
  readonly set: (object: ModelBase, related: ModelBase | null) => void;
}

type Relations = ReadonlyMap<string, RelationMeta>;

/**
 * Returns what creates objects, with those of selectRelated(), from the rows of a plan; one per plan and database.
 *
 * @param relations The model's, and the query's filtered ones.
 */
export function objectReader(
  info: ModelInfo,
  relations: Relations,
  columns: readonly PlanColumn[],
  { vendor, alias }: Pick<Connection, "vendor" | "alias">,
): MakeObjects {
  const part = partOf(info, relations, columns, [], vendor);
  const isUsual = alias === "default";
  if (isUsual && part.children.length === 0) return part.make;
  return (rows) => read(part, rows, isUsual ? undefined : alias);
}

function read(part: Part, rows: RawRows, alias: string | undefined): ModelBase[] {
  const objects = part.make(rows);
  if (alias !== undefined) for (const object of objects) stateOf(object).alias = alias;
  for (const child of part.children) attach(objects, child, rows, alias);
  return objects;
}

/** Sets the related object that each row has, or null. */
function attach(
  objects: readonly ModelBase[],
  { part, set }: Child,
  rows: RawRows,
  alias: string | undefined,
): void {
  const isThere = (row: readonly unknown[]): boolean => row[part.keyAt] !== null;
  const all = read(part, rows.filter(isThere), alias).values();
  rows.forEach((row, at) => {
    set(objects[at] as ModelBase, isThere(row) ? (all.next().value as ModelBase) : null);
  });
}

function setterOf(relation: RelationInfo): Child["set"] {
  const name = relation.accessor ?? relation.name;
  const back = backOf(relation);
  return (object, related) => {
    cacheRelated(object, name, related);
    if (related && back !== undefined) cacheRelated(related, back, object);
  };
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
  relations: Relations,
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
  const children = [...below].map((name): Child => {
    const relation = relations.get(name) as RelationInfo | undefined;
    if (!relation) throw new TypeError(`${info.label} has no relation '${name}'.`);
    const { model } = relation;
    const isOwn = info.relations.get(name) === relation;
    return {
      part: partOf(model, model.relations, columns, [...path, name], vendor),
      // A filtered relation has no property in the class.
      set: isOwn
        ? setterOf(relation)
        : (object, related) => void Reflect.set(object, name, related),
    };
  });
  return { info, make: objectsMaker(info, own), keyAt, children };
}

function startsWith(path: readonly string[], start: readonly string[]): boolean {
  return start.every((name, at) => path[at] === name);
}
