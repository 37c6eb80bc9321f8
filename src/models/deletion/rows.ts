import { isIn, or, type Condition, type Query } from "../../query/index.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import { declaredBy, genericKeyOf } from "../meta/generic.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { infoOf } from "../meta/registry.ts";
import { deleteUnread, updateRows } from "../queries/changes.ts";
import { contentTypeQuery, queryOfModel } from "../queries/model-query.ts";
import { readRows } from "../queries/run.ts";
import type { Source } from "../queries/source.ts";
import { attributesPointedTo } from "./candidates.ts";
import { hasListeners } from "./unread.ts";

/** Rows of a model found by a query, which may never be read. */
export class Rows {
  readonly info: ModelInfo;
  readonly #source: Source;

  constructor(source: Source) {
    this.info = source.info;
    this.#source = source;
  }

  /** Returns the rows that match a condition. */
  static of(info: ModelInfo, alias: string, condition: Condition): Rows {
    const query = queryOfModel(info).orderBy().filter(condition);
    return new Rows({ info, query, shape: "objects", prefetches: [], alias });
  }

  /** Reads the rows; only the columns needed for deletion unless somebody listens. */
  async read(): Promise<readonly object[]> {
    const { info } = this;
    if (hasListeners(info)) return (await readRows(this.#source)) as object[];
    const query = this.#source.query.only(...attributesPointedTo(info));
    return (await readRows({ ...this.#source, query })) as object[];
  }

  /** Returns those of some objects that are among the rows. */
  async among(objects: readonly object[]): Promise<readonly object[]> {
    const { attribute } = this.info.primaryKey;
    const keys = objects.map((object) => Reflect.get(object, attribute) as unknown);
    const query = this.#source.query.filter({ pk: isIn(keys) }).only(attribute);
    return (await readRows({ ...this.#source, query })) as object[];
  }

  get query(): Query {
    return this.#source.query;
  }

  /** @returns The number of rows. */
  delete(): Promise<number> {
    return deleteUnread(this.#source);
  }

  update(values: Readonly<Record<string, unknown>>): Promise<number> {
    return updateRows(this.#source, values);
  }
}

/** Returns the rows of a model that refer to objects by one of these fields. */
export function rowsPointingTo(
  info: ModelInfo,
  fields: readonly FieldInfo[],
  objects: readonly object[],
  alias: string,
): Rows {
  const conditions = fields.map(({ attribute, target }) => {
    const values = objects.map(
      (object) => Reflect.get(object, target?.attribute ?? "pk") as unknown,
    );
    return { [attribute]: isIn(values) };
  });
  const [first = {}] = conditions;
  return Rows.of(info, alias, conditions.length === 1 ? first : or(...conditions));
}

/** Returns the rows of a model with these keys. */
export function rowsOf(info: ModelInfo, keys: readonly unknown[], alias: string): Rows {
  return Rows.of(info, alias, { pk: isIn(keys) });
}

/** Returns the parent objects of a child model's objects. */
export async function parentsOf(
  info: ModelInfo,
  objects: readonly object[],
  alias: string,
): Promise<readonly object[]> {
  const { parent, primaryKey } = info.concrete;
  if (!parent) return [];
  const keys = objects.map((object) => Reflect.get(object, primaryKey.attribute) as unknown);
  return rowsOf(parent.concrete, keys, alias).read();
}

/** Returns the rows that refer to objects by generic relations. */
export function genericRowsOf(
  info: ModelInfo,
  objects: readonly object[],
  alias: string,
): readonly Rows[] {
  const { registry } = info;
  const keys = objects.map((object) => Reflect.get(object, info.primaryKey.attribute) as unknown);
  return declaredBy(info).map(([, declaration]) => {
    const model = infoOf(declaration.to?.(), registry);
    const { contentType, objectId } = genericKeyOf(model, declaration);
    return Rows.of(model, alias, {
      [objectId.attribute]: isIn(keys),
      [contentType.attribute]: isIn(contentTypeQuery(info)),
    });
  });
}
