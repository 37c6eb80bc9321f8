import type { Connection } from "../../src/connections/index.ts";

type Described = Readonly<Record<string, readonly string[]>>;

const columns = `
  select relname as "table", json_build_array('column', attname, format_type(atttypid, atttypmod), attnotnull,
           pg_get_expr(adbin, adrelid), attidentity, attgenerated, col_description(attrelid, attnum))::text as part
    from pg_attribute join pg_class on pg_class.oid = attrelid
    left join pg_attrdef on adrelid = attrelid and adnum = attnum
   where relkind = 'r' and attnum > 0 and not attisdropped and relnamespace = ?::regnamespace`;
const constraints = `
  select conrelid::regclass::text, json_build_array('constraint', contype, pg_get_constraintdef(oid))::text
    from pg_constraint where connamespace = ?::regnamespace`;
const indexes = `
  select indrelid::regclass::text, replace(pg_get_indexdef(indexrelid), relname, 'index')
    from pg_index join pg_class on pg_class.oid = indexrelid where relnamespace = ?::regnamespace`;

/** Each table's columns, constraints and indexes, in no order. */
export async function readPostgresql(connection: Connection, schema: string): Promise<Described> {
  const found = await connection.all(`${columns} union all ${constraints} union all ${indexes}`, [
    schema,
    schema,
    schema,
  ]);
  const described: Record<string, string[]> = {};
  for (const row of found) {
    const table = plain(row["table"], schema);
    if (table === "django_migrations") continue;
    (described[table] ??= []).push(plain(row["part"], schema));
  }
  for (const parts of Object.values(described)) parts.sort();
  return described;
}

function plain(value: unknown, schema: string): string {
  return String(value).replaceAll(`${schema}.`, "").replaceAll('\\"', "").replaceAll('"', "");
}
