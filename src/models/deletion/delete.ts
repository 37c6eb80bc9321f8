import type { ModelBase } from "../instances/model-base.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { infoOf } from "../meta/registry.ts";
import { NotSupportedError, type Connection } from "../../connections/index.ts";
import { ValueError } from "../../query/index.ts";
import { aliasForWrite, connectionFor } from "../databases.ts";
import { aliasToWrite } from "../queries/changes.ts";
import { runDeletes } from "../queries/run-changes.ts";
import { sourceOf } from "../queries/source.ts";
import type { AnySet } from "../related/side.ts";
import { postDelete, preDelete } from "../signals.ts";
import type { Deleted, DeleteOptions } from "../types/model-object.ts";
import { Collector } from "./collector.ts";
import { deleteWithFollowers, followersOf } from "./followers.ts";
import { Rows, rowsOf, rowsPointingTo } from "./rows.ts";
import { canDeleteUnread, hasListeners } from "./unread.ts";

/**
 * Deletes an object's row and what belongs to it, by `onDelete`. Its key becomes null.
 *
 * @throws {ValueError} If it has no key.
 * @throws {ProtectedError} If rows refer to it with `onDelete: "protect"`; {@link RestrictedError} likewise.
 */
export async function deleteObject(
  object: ModelBase,
  options: DeleteOptions = {},
): Promise<Deleted> {
  const info = infoOf(object.constructor);
  if (object.pk === null || object.pk === undefined) {
    throw new ValueError(
      `${info.name} object can't be deleted because its ${info.primaryKey.attribute} is null.`,
    );
  }
  const collector = new Collector(options.using ?? aliasForWrite(info, object));
  await collector.collect(info, [object], { keepParents: options.keepParents ?? false });
  return deleteCollected(collector, object);
}

/**
 * Deletes the rows of a query set and what belongs to them.
 *
 * @throws {TypeError} If it is sliced, or its rows are values.
 */
export async function deleteSet(set: object): Promise<Deleted> {
  const source = sourceOf(set as AnySet);
  const { query } = source;
  if (query.isSliced) throw new TypeError("Cannot use 'limit' or 'offset' with delete().");
  if (query.isCombined) {
    throw new NotSupportedError(
      "Calling delete() after union(), intersection() or difference() is not supported.",
    );
  }
  if (source.shape !== "objects") {
    throw new TypeError("Cannot call delete() after values() or valuesList().");
  }
  const alias = aliasToWrite(source);
  const followers = followersOf(source.info);
  if (followers) return deleteWithFollowers(source.info, query.orderBy(), followers, alias);
  const collector = new Collector(alias);
  const plain = { ...source, query: query.orderBy().selectNoRelated(), prefetches: [], alias };
  await collector.collectRows(new Rows(plain));
  return deleteCollected(collector, set);
}

async function deleteCollected(collector: Collector, origin: object): Promise<Deleted> {
  const alone = aloneIn(collector);
  if (alone) {
    const [info, object] = alone;
    const count = await rowsOf(info, [object.pk], collector.alias).delete();
    object.pk = null;
    return [count, { [info.label]: count }];
  }
  collector.sort();
  const connection = connectionFor(collector.alias);
  const counts = isSilent(collector)
    ? await runTogether(collector, connection)
    : await connection.atomic(() => run(collector, origin), { savepoint: false });
  for (const set of collector.data.values()) {
    for (const object of set.values()) Reflect.set(object, "pk", null);
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return [total, Object.fromEntries(counts)];
}

/** Returns the only object to delete, if nothing depends on it. */
function aloneIn({
  data,
  unread,
  updates,
}: Collector): readonly [ModelInfo, ModelBase] | undefined {
  const [first, ...others] = data;
  if (!first || others.length + unread.length + updates.length > 0) return undefined;
  const [info, set] = first;
  const [object] = set.values();
  if (set.size !== 1 || object === undefined || !canDeleteUnread(info)) return undefined;
  return [info, object as ModelBase];
}

type Counts = Map<string, number>;

/** Whether deleting rows is all there is to do: no listeners, and no columns to set. */
function isSilent({ data, updates }: Collector): boolean {
  return updates.length === 0 && [...data.keys()].every((info) => !isTold(info));
}

/** Sends the statements without waiting in between. */
async function runTogether(collector: Collector, connection: Connection): Promise<Counts> {
  const all = [
    ...collector.unread,
    ...Array.from(collector.data, ([info, set]) => [info, set.sorted()] as const)
      .filter(([, objects]) => objects.length > 0)
      .map(([info, objects]) => rowsOf(info, keysOf(objects.toReversed()), collector.alias)),
  ];
  const counts: Counts = new Map();
  const found = await runDeletes(
    all.map(({ query }) => query),
    connection,
  );
  for (const [at, { info }] of all.entries()) add(counts, info, found[at] ?? 0);
  return counts;
}

async function run(collector: Collector, origin: object): Promise<Counts> {
  const counts: Counts = new Map();
  const using = collector.alias;
  const order = Array.from(collector.data, ([info, set]) => [info, set.sorted()] as const);
  for (const [info, objects] of order) {
    await tell(preDelete, info, objects, { using, origin });
  }
  for (const rows of collector.unread) add(counts, rows.info, await rows.delete());
  await update(collector);
  for (const [info, objects] of order) {
    if (objects.length === 0) continue;
    const last = objects.toReversed();
    add(counts, info, await rowsOf(info, keysOf(last), using).delete());
    await tell(postDelete, info, last, { using, origin });
  }
  return counts;
}

async function tell(
  signal: typeof preDelete,
  info: ModelInfo,
  objects: readonly object[],
  event: { readonly using: string; readonly origin: object },
): Promise<void> {
  if (!isTold(info)) return;
  for (const instance of objects) await signal.send(info.model, { instance, ...event });
}

function isTold(info: ModelInfo): boolean {
  return !info.autoCreated && hasListeners(info);
}

function keysOf(objects: readonly object[]): readonly unknown[] {
  return objects.map((object) => Reflect.get(object, "pk") as unknown);
}

function add(counts: Counts, { label }: ModelInfo, count: number): void {
  if (count > 0) counts.set(label, (counts.get(label) ?? 0) + count);
}

/** Updates rows that refer to deleted ones: one statement per field and value. */
async function update({ updates, alias }: Collector): Promise<void> {
  const done = new Set<object>();
  for (const { field, value } of updates) {
    const same = updates.filter(
      (each) => each.field === field && each.value === value && !done.has(each),
    );
    for (const each of same) done.add(each);
    const values = { [field.name]: value };
    const pointedTo = same.flatMap(({ to = [] }) => to);
    if (pointedTo.length > 0)
      await rowsPointingTo(field.model, [field], pointedTo, alias).update(values);
    const read = same.flatMap(({ objects = [] }) => objects);
    const keys = read.map(
      (object) => Reflect.get(object, field.model.primaryKey.attribute) as unknown,
    );
    if (keys.length > 0) await rowsOf(field.model, keys, alias).update(values);
  }
}
