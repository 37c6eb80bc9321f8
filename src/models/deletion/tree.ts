import { isIn } from "../../query/index.ts";
import { cacheRelated } from "../instances/related-cache.ts";
import type { ModelBase } from "../instances/model-base.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { infoOf } from "../meta/registry.ts";
import { aliasForWrite } from "../databases.ts";
import { baseQuerySet } from "../queries/base.ts";
import { fieldsPointingTo } from "./candidates.ts";
import { ObjectSet } from "./object-set.ts";
import { genericRowsOf, parentsOf } from "./rows.ts";

/** A deleted object with those that are deleted because they refer to it. */
export interface DeletionNode {
  readonly object: object;
  readonly children: readonly DeletionNode[];
}

/** What a deletion would delete, and what prevents it. */
export interface DeletionTree {
  readonly roots: readonly DeletionNode[];
  /** Each object once. */
  readonly byModel: ReadonlyMap<ModelInfo, readonly object[]>;
  /** Objects that refer to deleted ones with `onDelete: "protect"`, or with `"restrict"` and are not deleted too. */
  readonly protectedObjects: readonly object[];
}

/**
 * Finds everything that deleting objects of one model would delete, without deleting it. Source: Django,
 * `admin.utils.NestedObjects`.
 */
export async function deletionTree(objects: readonly object[]): Promise<DeletionTree> {
  const [first] = objects;
  if (!first) return { roots: [], byModel: new Map(), protectedObjects: [] };
  const info = infoOf(first.constructor);
  const walk = new Walk(aliasForWrite(info, first));
  await walk.collect(info, objects);
  return walk.tree();
}

class Walk {
  readonly #alias: string;
  readonly #found = new Map<ModelInfo, ObjectSet>();
  readonly #roots: object[] = [];
  readonly #below = new Map<object, object[]>();
  readonly #protecting = new Set<object>();
  readonly #restricting = new Map<ModelInfo, object[]>();

  constructor(alias: string) {
    this.#alias = alias;
  }

  /** @param source The object that caused an object's deletion. */
  async collect(
    info: ModelInfo,
    objects: readonly object[],
    source?: (object: object) => object | undefined,
    withPointing = true,
  ): Promise<void> {
    const added = this.#set(info).add(objects);
    for (const object of added) this.#put(object, source?.(object));
    if (added.length === 0) return;
    const { parent } = info.concrete;
    if (parent) {
      const rows = await parentsOf(info, added, this.#alias);
      const keys = rows.map((row) => Reflect.get(row, parent.primaryKey.attribute) as unknown);
      const whole = await this.#read(parent.concrete, parent.primaryKey, keys);
      await this.collect(parent.concrete, whole, undefined, false);
    }
    if (!withPointing) return;
    for (const field of fieldsPointingTo(info)) await this.#follow(field, added);
    for (const rows of genericRowsOf(info, added, this.#alias)) {
      const found = await rows.read();
      const keys = found.map((row) => Reflect.get(row, rows.info.primaryKey.attribute) as unknown);
      await this.collect(rows.info, await this.#read(rows.info, rows.info.primaryKey, keys));
    }
  }

  tree(): DeletionTree {
    const byModel = new Map(
      [...this.#found]
        .filter(([, set]) => set.size > 0)
        .map(([info, set]) => [info, set.values()] as const),
    );
    const restricting = [...this.#restricting].flatMap(([info, objects]) =>
      objects.filter((object) => this.#found.get(info)?.has(object) !== true),
    );
    return {
      roots: this.#roots.map((object) => this.#node(object)),
      byModel,
      protectedObjects: [...this.#protecting, ...new Set(restricting)],
    };
  }

  #node(object: object): DeletionNode {
    const below = this.#below.get(object) ?? [];
    return { object, children: below.map((each) => this.#node(each)) };
  }

  #set(info: ModelInfo): ObjectSet {
    const set = this.#found.get(info) ?? new ObjectSet(info);
    this.#found.set(info, set);
    return set;
  }

  #put(object: object, source: object | undefined): void {
    if (!source) this.#roots.push(object);
    else this.#below.set(source, [...(this.#below.get(source) ?? []), object]);
  }

  /** Applies a field's `onDelete` to the rows that refer to deleted objects. */
  async #follow(field: FieldInfo, to: readonly object[]): Promise<void> {
    const { onDelete } = field.declaration;
    if (onDelete !== "cascade" && onDelete !== "protect" && onDelete !== "restrict") return;
    const attribute = field.target?.attribute ?? "pk";
    const byKey = new Map(to.map((object) => [Reflect.get(object, attribute) as unknown, object]));
    const rows = await this.#read(field.model, field, [...byKey.keys()]);
    if (rows.length === 0) return;
    const source = (row: object) => byKey.get(Reflect.get(row, field.attribute));
    for (const row of rows) {
      const pointedTo = source(row);
      if (pointedTo) cacheRelated(row as ModelBase, field.name, pointedTo);
    }
    if (onDelete === "cascade") await this.collect(field.model, rows, source);
    else if (onDelete === "protect") for (const row of rows) this.#protecting.add(row);
    else {
      const before = this.#restricting.get(field.model) ?? [];
      this.#restricting.set(field.model, [...before, ...rows]);
    }
  }

  async #read(
    info: ModelInfo,
    { attribute }: FieldInfo,
    keys: readonly unknown[],
  ): Promise<readonly object[]> {
    if (keys.length === 0) return [];
    return baseQuerySet(info, this.#alias).filter({ [attribute]: isIn(keys) });
  }
}
