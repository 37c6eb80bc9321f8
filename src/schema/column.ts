import { quoteName } from "../connections/index.ts";
import { columnName, targetOf, type Target } from "./columns.ts";
import { literal, sqlFor } from "./literal.ts";
import { autoName, quoteText, tableName } from "./names.ts";
import type { FieldState, State, Vendor } from "./state.ts";
import type { Column, Reference } from "./table.ts";
import { columnType, pointingType } from "./types.ts";

export interface ColumnPlace {
  /** The table's name. */
  readonly table: string;
  readonly state: State;
  readonly vendor: Vendor;
}

/** Describes a field's column. */
export function describeColumn(field: string, each: FieldState, place: ColumnPlace): Column {
  const { vendor } = place;
  const name = columnName(field, each);
  const target = each.kind ? targetOf(each, place.state) : undefined;
  const plain = target ? pointingType(target.field) : each;
  return {
    field,
    name,
    type: columnType(plain, vendor),
    nullable: each.nullable ?? false,
    primary: each.primary ?? false,
    identity: each.autoincrement ?? false,
    unique: !each.primary && (each.unique === true || each.kind === "1:1"),
    collation: plain.collation,
    default: defaultOf(each, vendor),
    generated: generatedOf(each, vendor),
    check: checkOf(name, each, vendor),
    reference: target && referenceOf(name, each, target, place),
    comment: vendor === "postgresql" ? each.comment : undefined,
  };
}

function defaultOf(field: FieldState, vendor: Vendor): string | undefined {
  // As in Django, a default of the model is not a default in the database.
  const { dbDefault } = field;
  return dbDefault === undefined ? undefined : literal(dbDefault, field, vendor);
}

function generatedOf({ generated }: FieldState, vendor: Vendor): string | undefined {
  if (!generated) return undefined;
  const kind = generated.stored ? "STORED" : "VIRTUAL";
  return `GENERATED ALWAYS AS (${sqlFor(generated.sql, vendor)}) ${kind}`;
}

function checkOf(
  column: string,
  { type = "", items = [] }: FieldState,
  vendor: Vendor,
): string | undefined {
  const name = quoteName(column);
  // Neither database has unsigned integers.
  if (type.startsWith("positive")) return `${name} >= 0`;
  if (type === "enum") return `${name} in (${items.map(quoteText).join(", ")})`;
  // Django's inspectdb recognises JSON columns by this check.
  if (type === "json" && vendor === "sqlite") return `(JSON_VALID(${name}) OR ${name} IS NULL)`;
  return undefined;
}

function referenceOf(
  column: string,
  { dbConstraint }: FieldState,
  target: Target,
  { table, vendor }: ColumnPlace,
): Reference | undefined {
  if (dbConstraint === false) return undefined;
  const to = tableName(target.table, vendor);
  return {
    name: autoName(table, [column], `_fk_${to}_${target.column}`, vendor),
    sql: `REFERENCES ${quoteName(to)} (${quoteName(target.column)}) DEFERRABLE INITIALLY DEFERRED`,
  };
}
