import { ReferenceKind, type EntityMetadata, type EntityProperty } from "@mikro-orm/core";
import type { MikroORM } from "@mikro-orm/sql";
import { labelOf } from "../definitions.ts";
import type { Models } from "../models.ts";
import { declaredState } from "./declared-state.ts";
import type { FieldState, ModelState } from "../../schema/index.ts";

/** What of a field MikroORM knows that a migration has to. */
const options = [
  "length",
  "precision",
  "scale",
  "nullable",
  "unique",
  "index",
  "primary",
  "autoincrement",
  "default",
  "items",
  "deleteRule",
  "pivotTable",
  "fixedOrder",
] as const;

/** The models as they are declared now. */
export async function currentState(models: Models): Promise<ReadonlyMap<string, ModelState>> {
  const orm = await models.orm();
  const state = new Map<string, ModelState>();
  for (const schema of models.apps.flatMap((each) => each.schemas)) {
    const meta = orm.getMetadata().get(schema.meta.class);
    state.set(labelOf(meta.class), modelState(meta, orm));
  }
  return state;
}

function modelState(meta: EntityMetadata, orm: MikroORM): ModelState {
  const stored = meta.props.filter(
    (property) =>
      property.kind !== ReferenceKind.ONE_TO_MANY &&
      !property.mappedBy &&
      property.persist !== false,
  );
  return {
    table: meta.tableName,
    fields: Object.fromEntries(
      stored.map((property) => [property.name, fieldState(property, orm)]),
    ),
    ...declaredState(meta.class),
  };
}

function fieldState(property: EntityProperty, orm: MikroORM): FieldState {
  const isRelation = property.targetMeta !== undefined;
  const found: Record<string, unknown> = isRelation
    ? { kind: property.kind, to: labelOf((property.targetMeta as EntityMetadata).class) }
    : { type: typeName(property) };
  for (const option of options) {
    const value: unknown = property[option];
    if (value === undefined || value === null || value === false) continue;
    // A relation has its index by itself.
    if (isRelation && (option === "index" || option === "unique")) continue;
    found[option] = value;
  }
  const column = usualColumn(property, orm);
  const [given] = property.joinColumns ?? property.fieldNames;
  if (property.kind !== ReferenceKind.MANY_TO_MANY && given !== column) found["column"] = given;
  return found;
}

function usualColumn({ name, kind, referencedColumnNames }: EntityProperty, orm: MikroORM): string {
  const names = orm.config.getNamingStrategy();
  return kind === ReferenceKind.SCALAR
    ? names.propertyToColumnName(name)
    : names.joinKeyColumnName(name, referencedColumnNames?.[0] ?? "id");
}

/** `TextDateTime` and `Date` are one type, on two databases. */
export function typeName(property: EntityProperty): string {
  const { type } = property;
  if (type === "Date" || type === "TextDateTime") return "datetime";
  if (type === "HexUuid") return "uuid";
  if (type === "FixedDecimal") return "decimal";
  if (property.enum) return "enum";
  return type.replace(/Type$/, "").replace(/^[A-Z]/, (first) => first.toLowerCase());
}
