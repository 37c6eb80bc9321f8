import {
  Expression,
  prepareUpdate,
  Query,
  settled,
  type Bindable,
  type Vendor,
} from "../../query/index.ts";
import type { Connection } from "../../connections/index.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { bound, placeholder, quote } from "./binding.ts";

/** An UPDATE of some columns of an object's row. */
export class UpdateStatement {
  readonly info: ModelInfo;
  readonly fields: readonly FieldInfo[];
  readonly #keys: readonly FieldInfo[];
  readonly #texts = new Map<Vendor, string>();

  constructor(info: ModelInfo, fields: readonly FieldInfo[]) {
    this.info = info;
    this.fields = fields;
    this.#keys = keysOf(info);
  }

  /** @param values Values of the fields. @returns Whether the object has a row. */
  async run(connection: Connection, object: object, values: readonly unknown[]): Promise<boolean> {
    const { vendor } = connection;
    if (values.some((value) => value instanceof Expression)) {
      return this.#runByQuery(connection, object, values);
    }
    const params = this.fields.map((field, at) => bound(field, values[at], vendor));
    bindKey(this.#keys, object, vendor, params);
    return (await connection.write(this.#textFor(vendor), params)).changes > 0;
  }

  /** Runs an update with values that the database computes. */
  async #runByQuery(
    connection: Connection,
    object: object,
    values: readonly unknown[],
  ): Promise<boolean> {
    const { info } = this;
    const row = Query.of(info).filter({ pk: Reflect.get(object, info.primaryKey.attribute) });
    const changes = this.fields.map((field, at) => [field, values[at]] as const);
    const { plan, params } = prepareUpdate(row, info, changes, connection.vendor);
    return (await connection.write(plan.sql, await settled(params))).changes > 0;
  }

  #textFor(vendor: Vendor): string {
    const known = this.#texts.get(vendor);
    if (known !== undefined) return known;
    const { fields, info } = this;
    const set = fields.map(({ column }, at) => `${quote(column)} = ${placeholder(vendor, at + 1)}`);
    const key = keyCondition(this.#keys, vendor, fields.length);
    const text = `UPDATE ${quote(info.table)} SET ${set.join(", ")} WHERE ${key}`;
    this.#texts.set(vendor, text);
    return text;
  }
}

/** Whether an object has a row in a model's own table. */
export async function rowExists(
  info: ModelInfo,
  connection: Connection,
  object: object,
): Promise<boolean> {
  const { vendor } = connection;
  const keys = keysOf(info);
  const params: Bindable[] = [];
  bindKey(keys, object, vendor, params);
  const sql = `SELECT 1 FROM ${quote(info.table)} WHERE ${keyCondition(keys, vendor, 0)} LIMIT 1`;
  return (await connection.rows(sql, params)).length > 0;
}

function keysOf({ primaryKey }: ModelInfo): readonly FieldInfo[] {
  return primaryKey.parts ?? [primaryKey];
}

/** @param before Number of values bound before the key's. */
function keyCondition(keys: readonly FieldInfo[], vendor: Vendor, before: number): string {
  return keys
    .map(({ column }, at) => `${quote(column)} = ${placeholder(vendor, before + at + 1)}`)
    .join(" AND ");
}

function bindKey(
  keys: readonly FieldInfo[],
  object: object,
  vendor: Vendor,
  params: Bindable[],
): void {
  for (const field of keys) {
    const key = field.type.prepare(Reflect.get(object, field.attribute));
    params.push(bound(field, key, vendor));
  }
}
