import {
  Expression,
  prepareUpdate,
  Query,
  settled,
  ValueError,
  type Bindable,
  type Vendor,
} from "../../query/index.ts";
import type { Connection } from "../../connections/index.ts";
import { connectionFor } from "../databases.ts";
import { databaseDefault } from "../instances/database-default.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { converterOf } from "../rows/part.ts";

/** Columns with the values an object has for them. */
export type Values = readonly (readonly [field: FieldInfo, value: unknown])[];

/** Sets columns of the row of an object. @returns Whether there is such a row. */
export async function updateRow(
  info: ModelInfo,
  alias: string,
  object: object,
  values: Values,
): Promise<boolean> {
  const connection = connectionFor(alias);
  if (values.some(([, value]) => value instanceof Expression)) {
    return updateByQuery(info, connection, object, values);
  }
  const params = new Params(connection.vendor);
  const set = values.map(
    ([field, value]) => `${quote(field.column)} = ${params.add(field, value)}`,
  );
  const sql = `UPDATE ${quote(info.table)} SET ${set.join(", ")} WHERE ${hasKey(info, object, params)}`;
  return (await connection.write(sql, params.all)).changes > 0;
}

/** Some of the values are worked out by the database. */
async function updateByQuery(
  info: ModelInfo,
  connection: Connection,
  object: object,
  values: Values,
): Promise<boolean> {
  const row = Query.of(info).filter({ pk: Reflect.get(object, info.primaryKey.attribute) });
  const { plan, params } = prepareUpdate(row, info, values, connection.vendor);
  return (await connection.write(plan.sql, await settled(params))).changes > 0;
}

export async function rowExists(info: ModelInfo, alias: string, object: object): Promise<boolean> {
  const connection = connectionFor(alias);
  const params = new Params(connection.vendor);
  const sql = `SELECT 1 FROM ${quote(info.table)} WHERE ${hasKey(info, object, params)} LIMIT 1`;
  return (await connection.rows(sql, params.all)).length > 0;
}

/** Inserts one row. @returns The values of `returning`, as an object holds them. */
export async function insertRow(
  info: ModelInfo,
  alias: string,
  values: Values,
  returning: readonly FieldInfo[],
): Promise<readonly unknown[]> {
  const connection = connectionFor(alias);
  const given = values.filter(([, value]) => value !== databaseDefault);
  const fields = given.map(([field]) => field);
  const rows = [given.map(([, value]) => value)];
  const [row] = await insertBatch(connection, { info, fields, returning, ending: "" }, rows);
  return row ?? [];
}

/** An INSERT, but for its rows. */
export interface Insert {
  readonly info: ModelInfo;
  readonly fields: readonly FieldInfo[];
  readonly returning: readonly FieldInfo[];
  /** ` ON CONFLICT …`, or nothing. */
  readonly ending: string;
}

/** Inserts rows in one statement. @returns What each answers of `returning`, in the order of the keys. */
export async function insertBatch(
  connection: Connection,
  { info, fields, returning, ending }: Insert,
  rows: readonly (readonly unknown[])[],
): Promise<readonly (readonly unknown[])[]> {
  const { vendor } = connection;
  const params = new Params(vendor);
  const names = fields.map(({ column }) => quote(column)).join(", ");
  const lists = rows.map(
    (row) => `(${fields.map((field, at) => params.add(field, row[at])).join(", ")})`,
  );
  const body = fields.length > 0 ? `(${names}) VALUES ${lists.join(", ")}` : "DEFAULT VALUES";
  const answer = returning.map(({ column }) => quote(column)).join(", ");
  const tail = returning.length > 0 ? ` RETURNING ${answer}` : "";
  const sql = `INSERT INTO ${quote(info.table)} ${body}${ending}${tail}`;
  const { rows: answers } = await connection.write(sql, params.all);
  const converters = returning.map((field) => converterOf(field, vendor));
  return answers.map((row) =>
    row.map((raw, at) => {
      const convert = converters[at];
      return convert && raw !== null ? convert(raw) : raw;
    }),
  );
}

/** The values of a statement, and their placeholders. */
export class Params {
  readonly all: Bindable[] = [];
  readonly #vendor: Vendor;

  constructor(vendor: Vendor) {
    this.#vendor = vendor;
  }

  add(field: FieldInfo, value: unknown): string {
    const isNull = value === null || value === undefined;
    if (value instanceof Expression) {
      throw new ValueError(
        `${field.model.name}.${field.name}: an expression of a row cannot be inserted, as there is no row yet.`,
      );
    }
    this.all.push(isNull ? null : field.type.toDatabase(value, this.#vendor));
    return this.#vendor === "sqlite" ? "?" : `$${this.all.length}`;
  }
}

function hasKey({ primaryKey }: ModelInfo, object: object, params: Params): string {
  return (primaryKey.parts ?? [primaryKey])
    .map((field) => {
      const key = field.type.prepare(Reflect.get(object, field.attribute));
      return `${quote(field.column)} = ${params.add(field, key)}`;
    })
    .join(" AND ");
}

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
