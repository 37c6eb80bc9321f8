import type { FieldInfo } from "../meta/field-info.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { fieldsPointingTo } from "./candidates.ts";
import { ProtectedError } from "./errors.ts";
import { defaultOf } from "../instances/initialise.ts";
import { ObjectSet } from "./object-set.ts";
import { protectedBy, protectedByAll, restrictedBy } from "./refusals.ts";
import { Restricted } from "./restricted.ts";
import { genericRowsOf, parentsOf, rowsPointingTo, type Rows } from "./rows.ts";
import { canDeleteUnread } from "./unread.ts";

/** How objects came to be collected. */
export interface CollectOptions {
  /** The model whose deletion caused this. */
  readonly source?: ModelInfo;
  /** Whether the relation is nullable: then it does not affect the order, as it is set to null first. */
  readonly nullable?: boolean;
  /** Whether to collect what refers to the objects. Default true. */
  readonly related?: boolean;
  /** Whether to delete the source before these objects, as a child before its parent. */
  readonly sourceFirst?: boolean;
  /** Whether to keep the rows of parents. Default false. */
  readonly keepParents?: boolean;
  /** Whether to refuse restricted rows now, unless they are deleted too. Default true. */
  readonly refuseRestricted?: boolean;
}

/** A column to set before rows are deleted. */
export interface Update {
  readonly field: FieldInfo;
  readonly value: unknown;
  /** Deleted objects: rows that refer to them are updated without being read. */
  readonly to?: readonly object[];
  /** The rows to update, if they were read. */
  readonly objects?: readonly object[];
}

/** Finds what is deleted together with objects, and in which order, like Django's collector. */
export class Collector {
  readonly alias: string;
  /** The objects of each model; after {@link Collector.sort} those that others depend on come last. */
  data = new Map<ModelInfo, ObjectSet>();
  /** Rows to delete without reading them. */
  readonly unread: Rows[] = [];
  readonly updates: Update[] = [];
  readonly #restricted = new Restricted();
  readonly #dependencies = new Map<ModelInfo, Set<ModelInfo>>();

  constructor(alias: string) {
    this.alias = alias;
  }

  /** Collects the rows of a query, without reading them if nothing depends on them. */
  async collectRows(rows: Rows, options: CollectOptions = {}): Promise<void> {
    if (canDeleteUnread(rows.info)) this.unread.push(rows);
    else await this.collect(rows.info, await rows.read(), options);
  }

  /**
   * Collects objects of one model, their parents, and what refers to them.
   *
   * @throws {ProtectedError} If a protected row refers to them.
   * @throws {RestrictedError} If a restricted row refers to them and is not deleted too.
   */
  async collect(
    info: ModelInfo,
    objects: readonly object[],
    options: CollectOptions = {},
  ): Promise<void> {
    const added = this.#add(info, objects, options);
    if (added.length === 0) return;
    const { parent } = info.concrete;
    if (parent && options.keepParents !== true) {
      await this.collect(parent.concrete, await parentsOf(info, added, this.alias), {
        source: info,
        related: false,
        sourceFirst: true,
        refuseRestricted: false,
      });
    }
    if (options.related === false) return;
    await this.#collectPointing(info, added, options.keepParents === true);
    for (const rows of genericRowsOf(info, added, this.alias)) {
      await this.collectRows(rows, { source: info, nullable: true, refuseRestricted: false });
    }
    if (options.refuseRestricted === false) return;
    const left = await this.#restricted.left(this.data, this.unread);
    if (left.size > 0) throw restrictedBy(info, left);
  }

  /** Sorts models so that those that others depend on come later; leaves cycles as they are. */
  sort(): void {
    const sorted = new Set<ModelInfo>();
    const done = new Set<ModelInfo>();
    while (sorted.size < this.data.size) {
      const before = sorted.size;
      for (const info of this.data.keys()) {
        const waitsFor = this.#dependencies.get(info.concrete) ?? new Set();
        if (sorted.has(info) || ![...waitsFor].every((each) => done.has(each))) continue;
        sorted.add(info);
        done.add(info.concrete);
      }
      if (sorted.size === before) return;
    }
    this.data = new Map([...sorted].map((info) => [info, this.#set(info)]));
  }

  #add(info: ModelInfo, objects: readonly object[], options: CollectOptions): readonly object[] {
    if (objects.length === 0) return [];
    const added = this.#set(info).add(objects);
    const { source, nullable = false, sourceFirst = false } = options;
    if (source && !nullable) {
      if (sourceFirst) this.#depend(info, source);
      else this.#depend(source, info);
    }
    return added;
  }

  #set(info: ModelInfo): ObjectSet {
    const set = this.data.get(info) ?? new ObjectSet(info);
    this.data.set(info, set);
    return set;
  }

  #depend(info: ModelInfo, on: ModelInfo): void {
    const dependencies = this.#dependencies.get(info.concrete) ?? new Set();
    this.#dependencies.set(info.concrete, dependencies.add(on.concrete));
    this.#set(on);
  }

  async #collectPointing(
    info: ModelInfo,
    objects: readonly object[],
    keepParents: boolean,
  ): Promise<void> {
    const unread = new Map<ModelInfo, FieldInfo[]>();
    const holding = new Map<FieldInfo, readonly object[]>();
    for (const field of fieldsPointingTo(info)) {
      const { onDelete } = field.declaration;
      const toParent = field.related !== undefined && info.concrete.parents.has(field.related);
      if (onDelete === "do nothing" || (keepParents && toParent)) continue;
      if (onDelete === "cascade" && canDeleteUnread(field.model, field)) {
        unread.set(field.model, [...(unread.get(field.model) ?? []), field]);
        continue;
      }
      try {
        await this.#follow(field, objects);
      } catch (error) {
        if (!(error instanceof ProtectedError)) throw error;
        holding.set(field, error.protectedObjects);
      }
    }
    if (holding.size > 0) throw protectedByAll(info, holding);
    for (const [model, fields] of unread) {
      this.unread.push(rowsPointingTo(model, fields, objects, this.alias));
    }
  }

  /** Applies a field's `onDelete` to the rows that refer to deleted objects. */
  async #follow(field: FieldInfo, to: readonly object[]): Promise<void> {
    const { onDelete } = field.declaration;
    if (onDelete === "set null") this.updates.push({ field, value: null, to });
    else if (onDelete === "set default") this.updates.push({ field, value: defaultOf(field), to });
    else if (typeof onDelete === "object" && typeof onDelete.setTo !== "function") {
      this.updates.push({ field, value: onDelete.setTo, to });
    } else {
      const objects = await rowsPointingTo(field.model, [field], to, this.alias).read();
      if (objects.length > 0) await this.#followRead(field, objects);
    }
  }

  async #followRead(field: FieldInfo, objects: readonly object[]): Promise<void> {
    const { model: info, related, nullable, declaration } = field;
    const { onDelete } = declaration;
    if (onDelete === "protect") throw protectedBy(field, objects);
    if (typeof onDelete === "object") {
      const value: unknown = Reflect.apply(Object(onDelete.setTo), undefined, []);
      this.updates.push({ field, value, objects });
    } else if (onDelete === "restrict") {
      this.#restricted.add(field, objects);
      if (related) this.#depend(related, info);
    } else {
      await this.collect(info, objects, {
        ...(related && { source: related }),
        nullable,
        refuseRestricted: false,
      });
    }
  }
}
