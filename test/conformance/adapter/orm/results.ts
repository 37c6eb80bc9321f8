import { sourceOf } from "../../../../src/models/index.ts";
import { prepare } from "../../../../src/query/index.ts";
import { connectionFor } from "../../../../src/models/index.ts";
import { NotOffered } from "../protocol.ts";
import type { Json } from "../../runner/compare.ts";
import { encode } from "./encode.ts";
import { shownRow } from "./show.ts";
import { camel, camelPath } from "./spec.ts";
import type { AnySet, Asked, Given, World } from "./world.ts";

/** An answer, and what the case may name afterwards. */
export interface Answer {
  readonly result: Json;
  readonly object?: unknown;
  readonly held?: Asked;
}

/** Runs a query of a case and says what came of it. */
export async function answerQuery(world: World, given: Given): Promise<Answer> {
  const asked = world.query(given);
  const [name, ...args] = [given["result"] ?? "rows"].flat() as unknown as readonly [
    string,
    ...unknown[],
  ];
  const show = given["show"] as readonly string[] | undefined;
  const run = results[name];
  if (!run) throw new NotOffered(name);
  return run({ world, asked, set: asked.set, args, show });
}

interface Run {
  readonly world: World;
  readonly asked: Asked;
  readonly set: AnySet;
  readonly args: readonly unknown[];
  readonly show: readonly string[] | undefined;
}

type Result = (run: Run) => Promise<Answer>;

const results: Readonly<Record<string, Result>> = {
  rows: async (run) => ({ result: { rows: await rowsOf(run) } }),
  set: async (run) => ({ result: { set: await rowsOf(run) } }),
  async iterator(run) {
    const [chunkSize] = run.args;
    const rows: unknown[] = [];
    const read = call(run, "iterator", chunkSize === undefined ? {} : { chunkSize });
    for await (const row of read as AsyncIterable<unknown>) rows.push(row);
    return { result: { rows: await shownAll(run, rows) } };
  },
  len: async (run) => ({ result: { len: (await run.set).length } }),
  bool: async (run) => ({ result: { bool: (await run.set).length > 0 } }),
  count: async (run) => ({ result: { count: (await call(run, "count")) as number } }),
  exists: async (run) => ({ result: { exists: (await call(run, "exists")) as boolean } }),
  ordered: async ({ set }) => ({ result: { ordered: sourceOf(set as never).query.isOrdered } }),
  hold: async ({ asked }) => ({ result: { held: true }, held: asked }),
  async index(run) {
    if (Number(run.args[0]) < 0) throw new RangeError("Negative indexing is not supported.");
    const found = await call(run, "at", run.args[0]);
    if (found === undefined) throw Object.assign(new Error("index"), { name: "IndexError" });
    return objectAnswer(run, found);
  },
  async get(run) {
    const [condition] = run.args;
    const found = await (condition === undefined || Object.keys(Object(condition)).length === 0
      ? call(run, "get")
      : call(run, "get", run.world.condition(infoFor(run), condition as Given)));
    return objectAnswer(run, found);
  },
  first: async (run) => objectAnswer(run, (await call(run, "first")) ?? null),
  last: async (run) => objectAnswer(run, (await call(run, "last")) ?? null),
  latest: async (run) => objectAnswer(run, await call(run, "latest", ...paths(run.args))),
  earliest: async (run) => objectAnswer(run, await call(run, "earliest", ...paths(run.args))),
  async aggregate(run) {
    const given = Object.entries(run.args[0] as Given);
    const info = infoFor(run);
    const named = Object.fromEntries(
      given.map(([name, each]) => [camel(name), run.world.expression(info, each)]),
    );
    const found = (await call(run, "aggregate", named)) as Given;
    const { query } = sourceOf(run.set as never);
    const { columns } = prepare(query, "aggregate", connectionFor().vendor, named).plan;
    const result = given.map(([name]) => {
      const type = columns.find((each) => each.name === camel(name))?.type;
      return [name, encode(found[camel(name)], type)] as const;
    });
    return { result: { aggregate: Object.fromEntries(result) } };
  },
  async in_bulk(run) {
    const [ids, field] = run.args;
    const by = field === undefined ? {} : { field: camel(String(field)) };
    const list = ids === undefined || ids === null ? undefined : run.world.value(ids);
    const found = (await call(run, "inBulk", list, by)) as Map<unknown, unknown>;
    const shown: Record<string, Json> = {};
    for (const [key, row] of found) shown[String(key)] = await shownRow(run.asked, row, run.show);
    return { result: { in_bulk: shown } };
  },
  async contains(run) {
    const [given] = run.args;
    const object =
      typeof given === "string" ? run.world.objects.get(given) : run.world.value(given);
    return { result: { contains: (await call(run, "contains", object)) as boolean } };
  },
  async create(run) {
    const [fields, defaults] = run.args;
    const more = defaults === undefined ? [] : [{ throughDefaults: data(run, defaults) }];
    return objectAnswer(run, await call(run, "create", data(run, fields), ...more));
  },
  get_or_create: (run) => foundOrMade(run, "getOrCreate"),
  update_or_create: (run) => foundOrMade(run, "updateOrCreate"),
  async update(run) {
    const values = Object.fromEntries(
      Object.entries(run.args[0] as Given).map(([name, each]) => [
        camel(name),
        run.world.expression(infoFor(run), each),
      ]),
    );
    return { result: { updated: (await call(run, "update", values)) as number } };
  },
  async delete(run) {
    const [deleted, by] = (await call(run, "delete")) as readonly [number, Record<string, number>];
    return { result: { deleted, by } };
  },
  async bulk_create(run) {
    const [list, options = {}] = run.args as readonly [readonly unknown[], Given?];
    const made = await call(
      run,
      "bulkCreate",
      list.map((each) => data(run, each)),
      optionsIn(options),
    );
    return { result: { objects: await shownAll(run, made as unknown[]) } };
  },
  async bulk_update(run) {
    const [names, fields, options = {}] = run.args as readonly [string[], string[], Given?];
    const objects = names.map((name) => run.world.objects.get(name));
    const updated = await call(run, "bulkUpdate", objects, fields.map(camel), optionsIn(options));
    return { result: { updated: updated as number } };
  },
  add: (run) => changed(run, "add"),
  remove: (run) => changed(run, "remove"),
  async set_to(run) {
    const [list, options = {}] = run.args as readonly [readonly unknown[], Given?];
    const objects = list.map((each) => run.world.value(each));
    await call(run, "set", objects, optionsIn(options, run));
    return { result: { done: true } };
  },
  async clear(run) {
    await call(run, "clear");
    return { result: { done: true } };
  },
};

async function changed(run: Run, method: string): Promise<Answer> {
  const [list, defaults] = run.args as readonly [readonly unknown[], Given?];
  const objects = list.map((each) => run.world.value(each));
  const more = defaults === undefined ? [] : [{ throughDefaults: data(run, defaults) }];
  await call(run, method, ...objects, ...more);
  return { result: { done: true } };
}

async function foundOrMade(run: Run, method: string): Promise<Answer> {
  const [lookup, ...rest] = run.args as readonly Given[];
  const where = lookupData(run, lookup ?? {});
  const given = rest.map((each) => (each === null ? {} : data(run, each)));
  const [object, created] = (await call(run, method, where, ...given)) as readonly [
    unknown,
    boolean,
  ];
  return { result: { object: await shownRow(run.asked, object, run.show), created }, object };
}

/** Plain values as data, others as conditions. */
function lookupData(run: Run, lookup: Given): object {
  const made: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(lookup)) {
    if (!path.includes("__")) made[camel(path)] = run.world.value(value);
    else Object.assign(made, run.world.condition(infoFor(run), { [path]: value }));
  }
  return made;
}

async function rowsOf(run: Run): Promise<Json[]> {
  const rows = await run.set;
  const { step } = run.asked;
  const all = await shownAll(run, rows);
  if (step === 1) return all;
  const turned = step < 0 ? all.reverse() : all;
  return turned.filter((_, at) => at % Math.abs(step) === 0);
}

async function shownAll(run: Run, rows: readonly unknown[]): Promise<Json[]> {
  const shown: Json[] = [];
  for (const row of rows) shown.push(await shownRow(run.asked, row, run.show));
  return shown;
}

async function objectAnswer(run: Run, object: unknown): Promise<Answer> {
  const result = object === null ? null : await shownRow(run.asked, object, run.show);
  return { result: { object: result }, object };
}

function call({ set }: Run, name: string, ...args: readonly unknown[]): unknown {
  const method = set[name];
  if (!method) throw Object.assign(new Error(`There is no ${name}.`), { name: "AttributeError" });
  return method.apply(set, [...args]);
}

function infoFor({ set }: Run) {
  return sourceOf(set as never).info;
}

function data(run: Run, given: unknown): object {
  return Object.fromEntries(
    Object.entries(Object(given) as Given).map(([name, each]) => [
      camel(name),
      run.world.value(each),
    ]),
  );
}

function optionsIn(options: Given, run?: Run): object {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      camel(name),
      name === "through_defaults" && run
        ? data(run, value)
        : Array.isArray(value)
          ? value.map((each) => camel(String(each)))
          : value,
    ]),
  );
}

function paths(args: readonly unknown[]): readonly string[] {
  return args.map((each) => camelPath(String(each)));
}
