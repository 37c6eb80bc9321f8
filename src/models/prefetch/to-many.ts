import { F, isIn } from "../../query/index.ts";
import { knownStateOf, stateOf, type ModelBase } from "../instances/model-base.ts";
import { cacheRelated } from "../instances/related-cache.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import { genericKeyOf } from "../meta/generic.ts";
import type { ManyToManyInfo } from "../meta/many-to-many.ts";
import { infoOf } from "../meta/registry.ts";
import type { RelationInfo } from "../meta/relations.ts";
import { contentTypeQuery } from "../queries/model-query.ts";
import { backName } from "../related/back-name.ts";
import type { AnySet } from "../related/side.ts";
import { candidates, fetchRows } from "./fetch-rows.ts";
import { keyOf, type Fetched, type Fetcher } from "./fetcher.ts";

abstract class ToManyFetcher implements Fetcher {
  readonly single = false;
  protected readonly relation: RelationInfo;
  protected readonly alias: string;

  constructor(relation: RelationInfo, alias: string) {
    this.relation = relation;
    this.alias = alias;
  }

  abstract fetch(objects: readonly ModelBase[], query: AnySet | undefined): Promise<Fetched>;

  isFetched(object: ModelBase): boolean {
    return knownStateOf(object)?.prefetched?.has(this.#name) === true;
  }

  fetched(object: ModelBase): readonly unknown[] {
    const found = knownStateOf(object)?.prefetched?.get(this.#name);
    return Array.isArray(found) ? found : [];
  }

  keep(object: ModelBase, rows: readonly ModelBase[]): void {
    const state = stateOf(object);
    (state.prefetched ??= new Map()).set(this.#name, rows);
  }

  get #name(): string {
    return this.relation.accessor ?? this.relation.name;
  }
}

/** The rows whose foreign key refers to the objects. */
export class ReverseFetcher extends ToManyFetcher {
  readonly #field: FieldInfo;

  constructor(relation: RelationInfo, field: FieldInfo, alias: string) {
    super(relation, alias);
    this.#field = field;
  }

  async fetch(objects: readonly ModelBase[], query: AnySet | undefined): Promise<Fetched> {
    const { name, attribute, target } = this.#field;
    const values = valuesOf(objects, target?.attribute ?? "pk");
    const all = candidates(this.relation.model, query, this.alias);
    const found = await fetchRows(all, { [attribute]: isIn(values) }, name);
    const owners = new Map(
      objects.map((each) => [keyOf(Reflect.get(each, target?.attribute ?? "pk")), each]),
    );
    for (const row of found.rows) {
      const owner = owners.get(keyOf(Reflect.get(row, attribute)));
      if (owner) cacheRelated(row, name, owner);
    }
    return {
      ...found,
      keyOfRow: (row) => keyOf(Reflect.get(row, attribute)),
      keyOfObject: (object) => keyOf(Reflect.get(object, target?.attribute ?? "pk")),
    };
  }
}

/** Temporary property with the object that a many-to-many row belongs to. */
const OWNER = "prefetchRelatedValue";

/** The rows of a many-to-many relation; a row of several objects occurs once for each. */
export class ManyToManyFetcher extends ToManyFetcher {
  readonly #between: ManyToManyInfo;

  constructor(relation: RelationInfo, between: ManyToManyInfo, alias: string) {
    super(relation, alias);
    this.#between = between;
  }

  async fetch(objects: readonly ModelBase[], query: AnySet | undefined): Promise<Fetched> {
    const isReverse = this.relation.kind === "reverseManyToMany";
    const near = isReverse ? this.#between.target : this.#between.source;
    const { name = "pk", attribute = "pk" } = near.target ?? {};
    const back = backName(this.relation);
    const values = valuesOf(objects, attribute);
    const all = candidates(this.relation.model, query, this.alias);
    const path = `${back}.${name}`;
    const found = await fetchRows(all, { [back]: { [name]: isIn(values) } }, path, {
      [OWNER]: F(path),
    });
    const owners = new Map<ModelBase, unknown>();
    for (const row of found.rows) {
      owners.set(row, keyOf(Reflect.get(row, OWNER)));
      Reflect.deleteProperty(row, OWNER);
    }
    return {
      ...found,
      keyOfRow: (row) => owners.get(row),
      keyOfObject: (object) => keyOf(Reflect.get(object, attribute)),
    };
  }
}

/** The rows that refer to the objects by a generic foreign key. */
export class GenericFetcher extends ToManyFetcher {
  async fetch(objects: readonly ModelBase[], query: AnySet | undefined): Promise<Fetched> {
    const { model, declaration = { kind: "genericRelation" } } = this.relation;
    const { contentType, objectId } = genericKeyOf(model, declaration);
    const condition = {
      [objectId.attribute]: isIn(valuesOf(objects, "pk")),
      [contentType.attribute]: isIn(contentTypeQuery(infoOf(objects[0]?.constructor))),
    };
    const all = candidates(model, query, this.alias);
    return {
      ...(await fetchRows(all, condition, objectId.name)),
      keyOfRow: (row) => keyOf(Reflect.get(row, objectId.attribute)),
      keyOfObject: (object) => keyOf(objectId.type.prepare(object.pk)),
    };
  }
}

function valuesOf(objects: readonly ModelBase[], attribute: string): readonly unknown[] {
  const values = objects.map((each) => Reflect.get(each, attribute) as unknown);
  return [...new Set(values)].filter((value) => value !== null && value !== undefined);
}
