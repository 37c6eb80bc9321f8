import { mock } from "node:test";
import { connectionFor } from "../../../../src/models/index.ts";
import { overrideTimeZone } from "../../../../src/query/index.ts";
import type { Json } from "../../runner/compare.ts";
import type { Doing, Given } from "../protocol.ts";
import { answerQuery } from "../orm/results.ts";
import { openSite } from "../orm/site.ts";
import { countOf, Steps } from "../orm/steps.ts";
import { World, type Given as Query } from "../orm/world.ts";

/** The clock of every case that sets none: 2026-11-22T12:00:00Z. */
const NOW = 1_795_348_800;

let isDirty = false;

export const ormOperations = {
  "orm.query": (given: Given, doing: Doing) =>
    inWorld(given, writes(doing["query"]), async (world) => {
      const query = doing["query"] as Query;
      await world.know(query);
      const { result, statements } = await connectionFor().capture(async () => {
        return (await answerQuery(world, query)).result;
      });
      return query["queries"] === true
        ? { ...Object(result), queries: countOf(statements) }
        : result;
    }),

  "orm.steps": (given: Given, doing: Doing) =>
    inWorld(given, true, async (world) => {
      const steps = doing["steps"] as readonly Query[];
      await world.know(steps);
      return { steps: await new Steps(world).run(steps) };
    }),
};

/** Results that write; steps always may. */
const writing: ReadonlySet<unknown> = new Set([
  "add",
  "bulk_create",
  "bulk_update",
  "clear",
  "create",
  "delete",
  "get_or_create",
  "remove",
  "set_to",
  "update",
  "update_or_create",
]);

function writes(query: unknown): boolean {
  return writing.has([Reflect.get(Object(query), "result")].flat()[0]);
}

/** Runs a case on exactly the rows of the schema, in its time zone, at its moment. */
async function inWorld(
  given: Given,
  writes: boolean,
  work: (world: World) => Promise<Json>,
): Promise<Json> {
  const site = await openSite();
  if (isDirty) await site.fill();
  isDirty = writes;
  const { schema, tz, now } = given as { schema?: string; tz?: string; now?: number };
  mock.timers.enable({ apis: ["Date"], now: (now ?? NOW) * 1000 });
  try {
    return await overrideTimeZone(tz ?? "UTC", () => work(new World(site, schema ?? "library")));
  } finally {
    mock.timers.reset();
  }
}
