import type { FieldInfo } from "../meta/field-info.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { converterOf, objectsMaker, type MakeObjects } from "../rows/part.ts";
import { prefetchInto } from "./prefetching.ts";
import { connectionOf } from "./run.ts";
import type { Source } from "./source.ts";

/** Objects from the user's SQL, read once. Columns that are not fields become properties. */
export class RawQuery implements PromiseLike<object[]>, AsyncIterable<object> {
  readonly #source: Source;
  readonly #sql: string;
  readonly #values: readonly unknown[];
  #rows: Promise<object[]> | undefined;

  constructor(source: Source, sql: string, values: readonly unknown[]) {
    this.#source = source;
    this.#sql = sql;
    this.#values = values;
  }

  then<A = object[], B = never>(
    done?: ((rows: object[]) => A | PromiseLike<A>) | null,
    failed?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return (this.#rows ??= this.#read()).then(done, failed);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<object, void, undefined> {
    yield* await this;
  }

  async #read(): Promise<object[]> {
    const connection = connectionOf(this.#source);
    const { info, prefetches, alias } = this.#source;
    const rows = await connection.all(this.#sql, this.#values as never[]);
    const [first] = rows;
    if (!first) return [];
    const names = Object.keys(first);
    const make = maker(info, names, connection.vendor);
    const objects = make(rows.map((row) => names.map((name) => row[name])));
    if (prefetches.length > 0) await prefetchInto(objects, prefetches, alias);
    return objects;
  }
}

function maker(
  info: ModelInfo,
  names: readonly string[],
  vendor: "sqlite" | "postgresql",
): MakeObjects {
  const byColumn = new Map<string, FieldInfo>(
    Array.from(info.fields.values(), (field) => [field.column, field] as const),
  );
  const columns = names.map((name, at) => {
    const field = byColumn.get(name);
    return { at, name: field?.attribute ?? name, convert: field && converterOf(field, vendor) };
  });
  if (!columns.some(({ name }) => name === info.primaryKey.attribute)) {
    throw new TypeError("A raw query must include the primary key.");
  }
  return objectsMaker(info, columns);
}
