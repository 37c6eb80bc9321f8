import { Duration } from "../../../../src/query/index.ts";
import { connectionFor, type FieldInfo, type ModelInfo } from "../../../../src/models/index.ts";
import type { SqlValue } from "../../../../src/connections/index.ts";
import { camel, type AppSpec, type RowSpec, type SchemaSpec } from "./spec.ts";

/** Puts exactly the rows of the cases into the tables. */
export async function fillTables(
  schema: SchemaSpec,
  infos: readonly ModelInfo[],
  named: (app: string, model: string) => ModelInfo,
): Promise<void> {
  const connection = connectionFor();
  await connection.atomic(async () => {
    await emptyTables(infos);
    const types = infos.filter(({ autoCreated }) => !autoCreated);
    for (const [at, info] of types.entries()) {
      await insert(named("contenttypes", "ContentType"), {
        id: at + 1,
        appLabel: info.appLabel,
        model: info.modelName,
      });
    }
    const typeOf = (info: ModelInfo): number => types.indexOf(info) + 1;
    for (const [app, spec] of Object.entries(schema)) await fillApp(app, spec, named, typeOf);
    if (connection.vendor === "postgresql") await resetSequences(infos);
  });
}

async function emptyTables(infos: readonly ModelInfo[]): Promise<void> {
  const connection = connectionFor();
  const tables = infos.map(({ table }) => `"${table}"`);
  if (connection.vendor === "postgresql") {
    await connection.run(`truncate ${tables.join(", ")} restart identity cascade`);
    return;
  }
  await connection.run("pragma defer_foreign_keys = on");
  for (const table of tables) await connection.run(`delete from ${table}`);
  await connection.run("delete from sqlite_sequence");
}

async function fillApp(
  app: string,
  { rows }: AppSpec,
  named: (app: string, model: string) => ModelInfo,
  typeOf: (info: ModelInfo) => number,
): Promise<void> {
  for (const [name, list] of Object.entries(rows)) {
    const [model = "", relation] = name.split(".");
    const info = named(app, model);
    if (relation !== undefined) {
      const between = info.manyToMany.find((each) => each.name === camel(relation));
      if (!between) throw new TypeError(`${name} is no relation.`);
      const { source, target, through } = between;
      for (const [from, to] of list as readonly (readonly [number, number])[]) {
        await insert(through, { [source.attribute]: from, [target.attribute]: to });
      }
      continue;
    }
    for (const row of list as readonly RowSpec[]) {
      const data = decoded(row, info, (other) => typeOf(named(app, other)));
      for (const each of [...parentsOf(info), info]) await insert(each, data);
    }
  }
}

function parentsOf({ concrete }: ModelInfo): readonly ModelInfo[] {
  const { parent } = concrete;
  return parent ? [...parentsOf(parent.concrete), parent.concrete] : [];
}

/** A row by the attributes of its model. */
function decoded(row: RowSpec, info: ModelInfo, typeOf: (model: string) => number): RowSpec {
  const data: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row)) {
    const field = info.fields.get(camel(name));
    if (field) data[field.attribute] = decodeCell(value);
    else if (Array.isArray(value)) {
      data["contentTypeId"] = typeOf(String(value[0]));
      data["objectId"] = value[1];
    }
  }
  // A child has its parent's key, and a row without one its place.
  for (let at: ModelInfo | undefined = info; at; at = at.parent)
    data[at.primaryKey.attribute] ??= data["id"];
  return data;
}

/** JSON's null is another thing than none. */
class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

function decodeCell(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const [mark = ""] = Object.keys(value);
  const content: unknown = Reflect.get(value, mark);
  switch (mark) {
    case "$json":
      return content === null ? new JsonText("null") : content;
    case "$datetime":
      return new Date(String(content));
    case "$timedelta":
      return Duration.of({ seconds: Number(content) });
    case "$date":
    case "$decimal":
    case "$time":
    case "$uuid":
      return content;
    default:
      return value;
  }
}

async function insert(info: ModelInfo, data: RowSpec): Promise<void> {
  const connection = connectionFor();
  const fields = info.ownFields.filter(({ attribute }) => data[attribute] !== undefined);
  const columns = fields.map(({ column }) => `"${column}"`).join(", ");
  const values = fields.map((field) => bound(field, data[field.attribute], connection.vendor));
  await connection.run(
    `insert into "${info.table}" (${columns}) values (${fields.map(() => "?").join(", ")})`,
    values,
  );
}

function bound({ type }: FieldInfo, value: unknown, vendor: "sqlite" | "postgresql"): SqlValue {
  if (value === null) return null;
  if (value instanceof JsonText) return value.text;
  return type.toDatabase(type.prepare(value), vendor) as SqlValue;
}

async function resetSequences(infos: readonly ModelInfo[]): Promise<void> {
  for (const { table, primaryKey } of infos) {
    if (!primaryKey.auto) continue;
    const sql = `select setval(pg_get_serial_sequence('"${table}"', '${primaryKey.column}'), coalesce(max("${primaryKey.column}"), 1), max("${primaryKey.column}") is not null) from "${table}"`;
    await connectionFor().run(sql);
  }
}
