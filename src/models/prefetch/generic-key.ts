import { isIn } from "../../query/index.ts";
import type { ModelBase } from "../instances/model-base.ts";
import { genericKeyOf, type GenericKey } from "../meta/generic.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { infoOf } from "../meta/registry.ts";
import type { FieldDeclaration } from "../fields/declaration.ts";
import type { Prefetch } from "../queries/prefetch.ts";
import { sourceOf } from "../queries/source.ts";
import { contentTypeModel } from "../related/content-types.ts";
import { cacheGenericObject, getGeneric, isGenericCached } from "../related/generic-object.ts";
import type { AnySet } from "../related/side.ts";
import { candidates, fetchRows } from "./fetch-rows.ts";
import { keyOf, type Fetched, type Fetcher } from "./fetcher.ts";

/** A generic foreign key: one statement per related model. */
export class GenericKeyFetcher implements Fetcher {
  readonly single = true;
  readonly #name: string;
  readonly #key: GenericKey;
  readonly #alias: string;

  constructor(info: ModelInfo, name: string, declaration: FieldDeclaration, alias: string) {
    this.#name = name;
    this.#key = genericKeyOf(info, declaration);
    this.#alias = alias;
  }

  isFetched(object: ModelBase): boolean {
    return isGenericCached(object, this.#name);
  }

  fetched(object: ModelBase): readonly unknown[] {
    const found = getGeneric(object, this.#name);
    return found ? [found] : [];
  }

  async fetch(objects: readonly ModelBase[], query: AnySet | undefined): Promise<Fetched> {
    const { contentType, objectId } = this.#key;
    const byType = new Map<unknown, Set<unknown>>();
    for (const object of objects) {
      const [type, id] = [contentType, objectId].map(
        (field) => Reflect.get(object, field.attribute) as unknown,
      );
      if (isNothing(type) || isNothing(id)) continue;
      byType.set(type, (byType.get(type) ?? new Set()).add(id));
    }
    const models = new Map<unknown, ModelInfo>();
    const rows: ModelBase[] = [];
    const more: (string | Prefetch)[] = [];
    for (const [type, ids] of byType) {
      const model = await contentTypeModel(objectId.model, type, this.#alias);
      if (!model) continue;
      models.set(type, model);
      const found = await fetchRows(this.#candidates(model, query), { pk: isIn([...ids]) }, "pk");
      rows.push(...found.rows);
      more.push(...found.more);
    }
    return {
      rows,
      more,
      keyOfRow: (row) => keyOf(infoOf(row.constructor).concrete.label, String(row.pk)),
      keyOfObject: (object) => {
        const model = models.get(Reflect.get(object, contentType.attribute));
        const id: unknown = Reflect.get(object, objectId.attribute);
        return keyOf(model?.concrete.label, String(id));
      },
    };
  }

  keep(object: ModelBase, rows: readonly ModelBase[]): void {
    const row = rows[0] ?? null;
    cacheGenericObject(object, this.#name, row);
  }

  #candidates(model: ModelInfo, query: AnySet | undefined): AnySet {
    const isOfModel = query && sourceOf(query).info.concrete === model.concrete;
    return candidates(model, isOfModel ? query : undefined, this.#alias);
  }
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}
