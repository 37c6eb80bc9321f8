import {
  JsonType,
  ReferenceKind,
  type EntityMetadata,
  type EntityProperty,
  type MetadataStorage,
} from "@mikro-orm/core";
import type { SqlEntityManager } from "@mikro-orm/sql";

/** A model's table, as far as statements need to know it that no query builder writes. */
export interface Table {
  readonly meta: EntityMetadata;
  /** Quoted, as everything below. */
  readonly name: string;
  readonly primary: Column;
  readonly columns: ReadonlyMap<string, Column>;
  readonly relations: readonly Column[];
  /** `select "id", "votes" from "polls_choice"` */
  readonly select: string;
  /** ` order by "votes" desc`, or nothing: the model's own order. */
  readonly order: string;
  /** Collections of the model, which have no column. */
  readonly toMany: readonly EntityProperty[];
  /** Statements by their shape, so that each is put together once. */
  readonly statements: Map<string, string>;
}

export interface Column {
  readonly property: EntityProperty;
  readonly name: string;
  readonly isRelation: boolean;
  /** Its values can be compared as they are; JSON cannot. */
  readonly comparable: boolean;
}

const tables = new WeakMap<MetadataStorage, Map<EntityMetadata, Table | undefined>>();

/** The table of a model; none if reading or writing its rows takes more than columns and values. */
export function tableOf(em: SqlEntityManager, meta: EntityMetadata): Table | undefined {
  const storage = em.getMetadata();
  const known = tables.get(storage) ?? new Map<EntityMetadata, Table | undefined>();
  tables.set(storage, known);
  if (!known.has(meta)) known.set(meta, describe(em, meta));
  return known.get(meta);
}

function describe(em: SqlEntityManager, meta: EntityMetadata): Table | undefined {
  const toMany = meta.props.filter(
    ({ kind }) => kind === ReferenceKind.ONE_TO_MANY || kind === ReferenceKind.MANY_TO_MANY,
  );
  const stored = meta.props.filter((property) => !toMany.includes(property));
  if (isSpecial(meta) || !stored.every(isPlain)) return undefined;
  const quote = (name: string): string => em.getPlatform().quoteIdentifier(name);
  const columns = new Map(
    stored.map((property) => {
      const isRelation = property.kind !== ReferenceKind.SCALAR;
      const comparable = !(property.customType instanceof JsonType) && !property.array;
      const name = quote(property.fieldNames[0] ?? "");
      return [property.name, { property, name, isRelation, comparable }];
    }),
  );
  const primary = columns.get(String(meta.primaryKeys[0]));
  const order = orderOf(meta, columns);
  if (!primary || primary.isRelation || order === undefined) return undefined;
  const name = quote(meta.tableName);
  const list = [...columns.values()].map((column) => column.name).join(", ");
  const select = `select ${list} from ${name}`;
  const relations = [...columns.values()].filter((column) => column.isRelation);
  return { meta, name, primary, columns, relations, select, order, toMany, statements: new Map() };
}

/** What `fields` and `defineModel` do not offer, but MikroORM does. */
function isSpecial(meta: EntityMetadata): boolean {
  return (
    meta.compositePK ||
    meta.primaryKeys.length !== 1 ||
    meta.virtual === true ||
    meta.view === true ||
    meta.readonly === true ||
    meta.schema !== undefined ||
    meta.inheritanceType !== undefined ||
    meta.root !== meta ||
    meta.hasOptimisticLock() ||
    Object.keys(meta.filters).length > 0 ||
    Object.keys(meta.hooks).length > 0
  );
}

function isPlain(property: EntityProperty): boolean {
  const { kind, customType } = property;
  return (
    kind !== ReferenceKind.EMBEDDED &&
    property.fieldNames?.length === 1 &&
    property.mappedBy === undefined &&
    !property.formula &&
    !property.generated &&
    !property.embedded &&
    !property.lazy &&
    !property.getter &&
    !property.mapToPk &&
    !property.ref &&
    !property.polymorphic &&
    !property.targetKey &&
    !property.onUpdate &&
    property.persist !== false &&
    property.hydrate !== false &&
    (customType instanceof JsonType ||
      (customType?.convertToDatabaseValueSQL === undefined &&
        customType?.convertToJSValueSQL === undefined))
  );
}

function orderOf(
  { orderBy }: EntityMetadata,
  columns: ReadonlyMap<string, Column>,
): string | undefined {
  const parts: string[] = [];
  for (const each of [orderBy ?? []].flat()) {
    for (const [name, direction] of Object.entries(each)) {
      const column = columns.get(name);
      if (!column || (direction !== "asc" && direction !== "desc")) return undefined;
      parts.push(`${column.name} ${direction}`);
    }
  }
  return parts.length === 0 ? "" : ` order by ${parts.join(", ")}`;
}
