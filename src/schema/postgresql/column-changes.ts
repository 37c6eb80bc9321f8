import { quoteName } from "../../connections/index.ts";
import type { Statement } from "../change.ts";
import type { KeptColumn } from "../difference.ts";
import { generatedColumn } from "../failures.ts";
import { autoName, quoteText } from "../names.ts";
import type { Column } from "../table.ts";
import { alterTable, columnComment } from "./clauses.ts";
import type { FoundRules } from "./found.ts";

export interface ColumnPlace {
  readonly table: string;
  readonly found: FoundRules;
  /** Value for rows that contain null. */
  readonly fill: string | undefined;
}

export interface ColumnChanges {
  readonly drops: readonly Statement[];
  readonly alterations: readonly Statement[];
  readonly adds: readonly Statement[];
}

/**
 * The statements that change a column to its final form.
 *
 * @throws {MkwebError} `MKWEB_MIGRATION_FAILED`: it is a generated column.
 */
export function columnChanges(column: KeptColumn, place: ColumnPlace): ColumnChanges {
  const { old, now } = column;
  if (old.generated !== now.generated) throw generatedColumn(`${place.table}.${now.name}`);
  return {
    drops: dropped(column, place),
    alterations: [
      ...identityGone(column, place),
      ...typeAndDefault(column, place),
      ...nullability(column, place),
      ...identityCome(column, place),
      ...(old.comment === now.comment ? [] : [columnComment(place.table, now)]),
    ],
    adds: added(column, place),
  };
}

function alterColumn(table: string, { name }: Column): string {
  return `${alterTable(table)} ALTER COLUMN ${quoteName(name)}`;
}

function dropped({ before, old, now }: KeptColumn, { table, found }: ColumnPlace) {
  const columns = [before.name];
  return [
    ...(old.unique && !now.unique ? [found.nameOf("unique", columns, `${before.name}_key`)] : []),
    ...(old.primary && !now.primary ? [found.nameOf("primary", columns, `${table}_pkey`)] : []),
    ...(old.check !== undefined && old.check !== now.check
      ? [found.nameOf("check", columns, `${table}_${before.name}_check`)]
      : []),
  ].map((name) => ({ sql: `${alterTable(table)} DROP CONSTRAINT ${quoteName(name)}` }));
}

function added({ old, now }: KeptColumn, { table }: ColumnPlace): readonly Statement[] {
  const add = (suffix: string, sql: string): Statement => {
    const name = quoteName(autoName(table, [now.name], suffix, "postgresql"));
    return { sql: `${alterTable(table)} ADD CONSTRAINT ${name} ${sql}` };
  };
  return [
    ...(now.primary && !old.primary ? [add("_pk", `PRIMARY KEY (${quoteName(now.name)})`)] : []),
    ...(now.unique && !old.unique ? [add("_uniq", `UNIQUE (${quoteName(now.name)})`)] : []),
    ...(now.check !== undefined && old.check !== now.check
      ? [add("_check", `CHECK (${now.check})`)]
      : []),
  ];
}

function typeAndDefault({ old, now }: KeptColumn, { table }: ColumnPlace): readonly Statement[] {
  const isRetyped = old.type !== now.type || old.collation !== now.collation;
  if (!isRetyped && old.default === now.default) return [];
  const change = alterColumn(table, now);
  // A default that cannot be cast would prevent changing the type.
  return [
    ...(old.default === undefined ? [] : [{ sql: `${change} DROP DEFAULT` }]),
    ...(isRetyped ? [{ sql: `${change} TYPE ${typeClause(old, now)}`, was: old.type }] : []),
    ...(now.default === undefined ? [] : [{ sql: `${change} SET DEFAULT ${now.default}` }]),
  ];
}

function typeClause(old: Column, now: Column): string {
  const collation =
    now.collation === undefined
      ? old.collation === undefined
        ? ""
        : ' COLLATE "default"'
      : ` COLLATE ${quoteName(now.collation)}`;
  const plain = ({ type }: Column): string => type.replace(/\(.*/, "");
  const isText = (column: Column): boolean => /^(?:text|varchar)$/.test(plain(column));
  // An explicit cast truncates texts where an assignment cast refuses: use it only if there is no other.
  const needsNone = plain(old) === plain(now) || (isText(old) && isText(now));
  return `${now.type}${collation}${needsNone ? "" : ` USING ${quoteName(now.name)}::${now.type}`}`;
}

function nullability(column: KeptColumn, { table, fill }: ColumnPlace): readonly Statement[] {
  const { old, now } = column;
  if (old.nullable === now.nullable || now.generated !== undefined) return [];
  const change = alterColumn(table, now);
  if (now.nullable) return [{ sql: `${change} DROP NOT NULL` }];
  const name = quoteName(now.name);
  const filled =
    fill === undefined
      ? []
      : [
          { sql: `UPDATE ${quoteName(table)} SET ${name} = ${fill} WHERE ${name} IS NULL` },
          // PostgreSQL does not alter a table with unchecked foreign keys.
          { sql: "SET CONSTRAINTS ALL IMMEDIATE" },
        ];
  return now.primary ? filled : [...filled, { sql: `${change} SET NOT NULL` }];
}

function identityGone({ old, now }: KeptColumn, { table }: ColumnPlace): readonly Statement[] {
  if (!old.identity || now.identity) return [];
  const change = alterColumn(table, now);
  // A `serial` column, as in older tables, uses a default and a sequence.
  return [
    { sql: `${change} DROP IDENTITY IF EXISTS` },
    { sql: `${change} DROP DEFAULT` },
    { sql: `DROP SEQUENCE IF EXISTS ${quoteName(`${table}_${now.name}_seq`)}` },
  ];
}

function identityCome({ old, now }: KeptColumn, { table }: ColumnPlace): readonly Statement[] {
  if (!now.identity) return [];
  const name = quoteName(now.name);
  if (old.identity) {
    const sequence = quoteName(`${table}_${now.name}_seq`);
    const sql = `ALTER SEQUENCE IF EXISTS ${sequence} AS ${now.type}`;
    return old.type === now.type ? [] : [{ sql }];
  }
  const sequence = `pg_get_serial_sequence(${quoteText(quoteName(table))}, ${quoteText(now.name)})`;
  return [
    { sql: `${alterColumn(table, now)} ADD GENERATED BY DEFAULT AS IDENTITY` },
    {
      sql: `SELECT setval(${sequence}, coalesce(max(${name}), 0) + 1, false) FROM ${quoteName(table)}`,
    },
  ];
}
