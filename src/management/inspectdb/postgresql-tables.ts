import type { Connection, Row } from "../../connections/index.ts";
import { literally, quotedTexts } from "./sql-text.ts";
import type { Column, ForeignKey, Index, Table } from "./table.ts";

const tablesSql = `select c.oid::bigint as oid, c.relname as name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = current_schema()
  order by c.relname`;

const columnsSql = `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as nullable,
    pg_get_expr(d.adbin, d.adrelid) as default, a.attidentity <> '' as identity
  from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = ? and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  order by a.attnum`;

const constraintsSql = `select contype::text as kind, confdeltype::text as rule,
    (select relname from pg_class where oid = confrelid) as target, pg_get_constraintdef(oid) as definition,
    (select array_agg(a.attname::text order by k.at) from unnest(conkey) with ordinality as k(num, at)
      join pg_attribute a on a.attrelid = conrelid and a.attnum = k.num) as columns,
    (select array_agg(a.attname::text order by k.at) from unnest(confkey) with ordinality as k(num, at)
      join pg_attribute a on a.attrelid = confrelid and a.attnum = k.num) as referenced
  from pg_constraint where conrelid = ? order by conname`;

const indexesSql = `select c.relname as name, i.indisunique as unique,
    i.indpred is not null or i.indexprs is not null as special,
    exists (select 1 from unnest(i.indclass::oid[]) as o(id) join pg_opclass p on p.oid = o.id where not p.opcdefault) as pattern,
    (select array_agg(case when (i.indoption::int2[])[k.at - 1] & 1 = 1 then '-' else '' end || a.attname order by k.at)
      from unnest(i.indkey::int2[]) with ordinality as k(num, at)
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.num where k.at <= i.indnkeyatts) as columns
  from pg_index i join pg_class c on c.oid = i.indexrelid
  where i.indrelid = ? and not exists (select 1 from pg_constraint where conindid = i.indexrelid and contype in ('p', 'u'))
  order by c.relname`;

const rules: Readonly<Record<string, string>> = {
  a: "no action",
  c: "cascade",
  d: "set default",
  n: "set null",
  r: "restrict",
};

export async function postgresqlTables(connection: Connection): Promise<readonly Table[]> {
  const tables: Table[] = [];
  for (const { oid, name } of await connection.all(tablesSql)) {
    tables.push(await tableOf(connection, Number(oid), String(name)));
  }
  return tables;
}

async function tableOf(connection: Connection, oid: number, name: string): Promise<Table> {
  const constraints = await connection.all(constraintsSql, [oid]);
  const indexes = await connection.all(indexesSql, [oid]);
  const of = (kind: string): readonly Row[] => constraints.filter((each) => each["kind"] === kind);
  const [primary] = of("p");
  const checks = of("c").map(({ definition }) => String(definition));
  // Django adds its indexes for LIKE to a column that has another index.
  const usual = indexes.filter(({ special, pattern }) => special !== true && pattern !== true);
  return {
    name,
    columns: (await connection.all(columnsSql, [oid])).map((row) => columnOf(row, checks)),
    primaryKey: textsOf(primary?.["columns"]),
    uniques: [...of("u"), ...usual.filter(({ unique }) => unique === true)].map(({ columns }) =>
      textsOf(columns),
    ),
    indexes: usual.filter(({ unique }) => unique !== true).map(indexOf),
    foreignKeys: of("f").map(foreignKeyOf),
    otherIndexes: indexes
      .filter(({ special }) => special === true)
      .map((index) => String(index["name"])),
  };
}

function columnOf(row: Row, checks: readonly string[]): Column {
  const name = String(row["name"]);
  const given: unknown = row["default"];
  const isCounted = row["identity"] === true || String(given).startsWith("nextval(");
  const quoted = `"?${literally(name)}"?`;
  const any = new RegExp(`^CHECK \\(\\(\\(?${quoted}\\)?(?:::text)? = ANY \\(.*ARRAY\\[(.*)\\]`);
  const choices = quotedTexts(checks.map((check) => any.exec(check)?.[1]).find(Boolean) ?? "");
  return {
    name,
    type: String(row["type"]).toLowerCase(),
    isNullable: row["nullable"] === true,
    default: typeof given === "string" && !isCounted ? given.replace(/::[\w ]+$/, "") : undefined,
    isCounted,
    choices: choices.length > 0 ? choices : undefined,
  };
}

function indexOf(row: Row): Index {
  return { name: String(row["name"]), columns: textsOf(row["columns"]) };
}

function foreignKeyOf(row: Row): ForeignKey {
  return {
    columns: textsOf(row["columns"]),
    table: String(row["target"]),
    referenced: textsOf(row["referenced"]),
    onDelete: rules[String(row["rule"])] ?? "no action",
  };
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
