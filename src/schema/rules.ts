import { quoteName } from "../connections/index.ts";
import { conditionSql } from "./condition-sql.ts";
import { columnOf } from "./columns.ts";
import { sqlFor } from "./literal.ts";
import { autoName, indexName, quoteList } from "./names.ts";
import type {
  ConstraintState,
  Deferrable,
  ExcludeState,
  FieldState,
  IndexState,
  ModelState,
  UniqueState,
  Vendor,
} from "./state.ts";
import type { Column, Rule } from "./table.ts";

export interface RulePlace {
  readonly table: string;
  readonly model: ModelState;
  readonly vendor: Vendor;
}

/** The indexes of a column itself; on PostgreSQL including the one for `LIKE 'x%'`. */
export function columnRules(
  column: Column,
  field: FieldState,
  { table, vendor }: RulePlace,
): readonly Rule[] {
  const { name, unique, primary, collation } = column;
  const isIndexed = field.index ?? field.kind === "m:1";
  const operators =
    vendor === "postgresql" && collation === undefined && likeOperators(column.type);
  const make = (kind: "index" | "like", suffix: string, operatorClass = ""): Rule => {
    const auto = autoName(table, [name], suffix, vendor);
    const sql = `CREATE INDEX ${quoteName(auto)} ON ${quoteName(table)} (${quoteName(name)}${operatorClass})`;
    return { kind, name: auto, auto: true, columns: [name], isIndex: true, sql };
  };
  return [
    ...(isIndexed && !unique && !primary ? [make("index", "")] : []),
    ...(operators && (isIndexed || unique || primary)
      ? [make("like", "_like", ` ${operators}`)]
      : []),
  ];
}

/** The operator class that an index needs for `LIKE`. */
function likeOperators(type: string): string | undefined {
  if (/^varchar(\(\d+\))?$/.test(type)) return "varchar_pattern_ops";
  return type === "text" ? "text_pattern_ops" : undefined;
}

/** An entry of a model's `indexes` or `uniques`. */
export function indexRule(index: IndexState, kind: "index" | "unique", place: RulePlace): Rule {
  const { name, condition, expressions, include } = index;
  const { table, vendor } = place;
  const directed = index.properties.map((each) => directedColumn(each, place.model));
  const columns = directed.map((each) => each.replace(/^-/, ""));
  const isUnique = kind === "unique";
  const usual = isUnique
    ? autoName(table, columns, "_uniq", vendor)
    : indexName(table, columns, directed);
  const real = name ?? usual;
  const made = { kind, name: real, auto: name === undefined, columns };
  const isPlain = !condition && !expressions && !include && !index.using && !index.opclasses;
  if (isUnique && isPlain && vendor === "postgresql") {
    const sql = `CONSTRAINT ${quoteName(real)} UNIQUE (${quoteList(columns)})`;
    return { ...made, isIndex: false, sql };
  }
  return { ...made, isIndex: true, sql: indexSql(real, index, kind, place) };
}

function indexSql(
  name: string,
  { properties, expressions, condition, include, using, opclasses = [] }: IndexState,
  kind: "index" | "unique",
  place: RulePlace,
): string {
  const isPostgresql = place.vendor === "postgresql";
  const keys = expressions
    ? expressions.map((each) => `(${sqlFor(each, place.vendor)})`)
    : properties.map((each, at) => {
        const column = directedColumn(each, place.model);
        const operators = isPostgresql && opclasses[at] ? ` ${opclasses[at]}` : "";
        const down = column.startsWith("-") ? " DESC" : "";
        return quoteName(column.replace(/^-/, "")) + operators + down;
      });
  const method = using && isPostgresql ? `USING ${using} ` : "";
  return (
    `CREATE ${kind === "unique" ? "UNIQUE " : ""}INDEX ${quoteName(name)} ON ${quoteName(place.table)} ` +
    `${method}(${keys.join(", ")})${includeSql(include, place)}${whereSql(condition, place)}`
  );
}

/** A named constraint; a unique one with a condition or expressions is an index. */
export function constraintRule(constraint: ConstraintState, place: RulePlace): Rule | undefined {
  const { name } = constraint;
  if ("check" in constraint) {
    const sql = conditionSql(constraint.check, place);
    return inTable("check", name, [], `CHECK (${sql})`);
  }
  if ("exclude" in constraint) {
    // As in Django, which skips constraints that the database does not support.
    if (place.vendor === "sqlite") return undefined;
    return inTable("exclude", name, [], excludeSql(constraint, place));
  }
  return uniqueRule(constraint, place);
}

function uniqueRule(constraint: UniqueState, place: RulePlace): Rule | undefined {
  const { name, unique, condition, include, expressions, opclasses, deferrable } = constraint;
  const isPostgresql = place.vendor === "postgresql";
  const isSpecial = deferrable ?? (constraint.nullsDistinct === false || include);
  if (!isPostgresql && isSpecial) return undefined;
  if (condition || include || expressions || opclasses) {
    const index = { name, properties: unique, condition, include, expressions, opclasses };
    return indexRule(withoutNothing(index), "unique", place);
  }
  const columns = unique.map((field) => columnOf(place.model, field));
  const nulls = constraint.nullsDistinct === false ? " NULLS NOT DISTINCT" : "";
  const sql = `UNIQUE${nulls} (${quoteList(columns)})${deferrableSql(deferrable)}`;
  return inTable("unique", name, columns, sql);
}

function withoutNothing(index: {
  readonly [key in keyof IndexState]: IndexState[key] | undefined;
}) {
  const entries = Object.entries(index).filter(([, value]) => value !== undefined);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(entries) as unknown as IndexState;
}

function excludeSql(constraint: ExcludeState, place: RulePlace): string {
  const { exclude, using = "gist", include, condition, deferrable } = constraint;
  const keys = exclude.map(([key, operator]) => {
    const sql = typeof key === "string" ? quoteName(columnOf(place.model, key)) : `(${key.sql})`;
    return `${sql} WITH ${operator}`;
  });
  return (
    `EXCLUDE USING ${using} (${keys.join(", ")})${includeSql(include, place)}` +
    `${condition ? ` WHERE (${conditionSql(condition, place)})` : ""}${deferrableSql(deferrable)}`
  );
}

/** A composite primary key. */
export function primaryKeyRule(fields: readonly string[], place: RulePlace): Rule {
  const columns = fields.map((field) => columnOf(place.model, field));
  const sql = `PRIMARY KEY (${quoteList(columns)})`;
  return { kind: "primary", name: `${place.table}_pkey`, auto: true, columns, isIndex: false, sql };
}

function inTable(kind: Rule["kind"], name: string, columns: readonly string[], sql: string): Rule {
  const named = `CONSTRAINT ${quoteName(name)} ${sql}`;
  return { kind, name, auto: false, columns, isIndex: false, sql: named };
}

function deferrableSql(deferrable: Deferrable | undefined): string {
  return deferrable ? ` DEFERRABLE INITIALLY ${deferrable.toUpperCase()}` : "";
}

/** SQLite has no covering indexes; there the index only contains its keys. */
function includeSql(include: readonly string[] | undefined, { model, vendor }: RulePlace): string {
  if (!include || vendor === "sqlite") return "";
  return ` INCLUDE (${quoteList(include.map((field) => columnOf(model, field)))})`;
}

function whereSql(condition: IndexState["condition"], place: RulePlace): string {
  return condition ? ` WHERE ${conditionSql(condition, place)}` : "";
}

/** `-made_at` for `-madeAt`. */
function directedColumn(property: string, model: ModelState): string {
  const isDown = property.startsWith("-");
  const column = columnOf(model, isDown ? property.slice(1) : property);
  return isDown ? `-${column}` : column;
}
