import { isIn } from "../../query/index.ts";
import type { ModelBase } from "../instances/model-base.ts";
import { cachedRelated, cacheRelated } from "../instances/related-cache.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import type { RelationInfo } from "../meta/relations.ts";
import type { AnySet } from "../related/side.ts";
import { candidates, fetchRows } from "./fetch-rows.ts";
import { keyOf, type Fetched, type Fetcher } from "./fetcher.ts";

/** A foreign key or one-to-one relation, in either direction. */
export class ToOneFetcher implements Fetcher {
  readonly single = true;
  readonly #relation: RelationInfo;
  /** The equal fields of objects and rows. */
  readonly #here: FieldInfo;
  readonly #there: FieldInfo;
  readonly #alias: string;

  constructor(relation: RelationInfo, here: FieldInfo, there: FieldInfo, alias: string) {
    this.#relation = relation;
    this.#here = here;
    this.#there = there;
    this.#alias = alias;
  }

  isFetched(object: ModelBase): boolean {
    return cachedRelated(object, this.#name) !== undefined;
  }

  fetched(object: ModelBase): readonly unknown[] {
    const found = cachedRelated(object, this.#name);
    return found ? [found] : [];
  }

  async fetch(objects: readonly ModelBase[], query: AnySet | undefined): Promise<Fetched> {
    const [here, there] = [this.#here.attribute, this.#there.attribute];
    const keys = new Set(objects.map((each) => Reflect.get(each, here) as unknown));
    const values = [...keys].filter((key) => key !== null && key !== undefined);
    const all = candidates(this.#relation.model, query, this.#alias);
    const found = await fetchRows(all, { [there]: isIn(values) }, this.#there.name);
    return {
      ...found,
      keyOfRow: (row) => keyOf(Reflect.get(row, there)),
      keyOfObject: (object) => keyOf(Reflect.get(object, here)),
    };
  }

  keep(object: ModelBase, rows: readonly ModelBase[]): void {
    const row = rows[0] ?? null;
    cacheRelated(object, this.#name, row);
    const { foreignKey, field, model } = this.#relation;
    if (!row) return;
    if (foreignKey) cacheRelated(row, foreignKey.name, object);
    if (field?.declaration.kind !== "oneToOne") return;
    for (const each of model.relations.values()) {
      if (each.foreignKey === field) cacheRelated(row, each.accessor ?? each.name, object);
    }
  }

  get #name(): string {
    return this.#relation.accessor ?? this.#relation.name;
  }
}
