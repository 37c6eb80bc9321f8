/**
 * Django 5.2 and mkweb change one database, in both directions: an app with users of its own, a model to go
 * through, generic relations, inheritance, a proxy, an index on an expression and checks. Each makes its own
 * migrations of its own models, twenty-one after the first; the names of both are the same.
 *
 * It takes a minute, so it is not one of `npm test`: `npm run interop:migrations`, with NEWER_DJANGO set.
 */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it, type TestContext } from "node:test";
import { databases } from "../../support/databases.ts";
import { rowsOf, schemaOf, takenBy } from "./contents.ts";
import { djangoDatabase, startDjangoSide, type DjangoSide } from "./django-side.ts";
import { ours, theirs } from "./models.ts";
import { makeOurSide, type OurSide } from "./our-side.ts";
import { edited, steps } from "./steps.ts";
import { noDjango, noNewerDjango, noPsycopg } from "../servers.ts";

type Side = "django" | "ours";

/** Who makes the tables and fills them, and who takes each step. */
const histories: Readonly<Record<string, readonly [made: Side, at: (step: number) => Side]>> = {
  "Django alone": ["django", () => "django"],
  "mkweb after Django": ["django", () => "ours"],
  "Django after mkweb": ["ours", () => "django"],
  "both in turn": ["django", (step) => (step % 2 === 0 ? "django" : "ours")],
};

interface Opened {
  readonly name: string;
  readonly vendor: string;
  readonly url: string;
  /** Django's name for it. */
  readonly alias: string;
}

const available = databases.filter(
  ({ vendor, skip }) => !skip && !(vendor === "postgresql" && noPsycopg),
);

describe("a database that Django and mkweb migrate", { skip: noDjango || noNewerDjango }, () => {
  let django: DjangoSide;
  let our: OurSide;
  let opened: readonly Opened[];
  const cleanUp: (() => unknown)[] = [];

  before(async () => {
    const folder = await mkdtemp(join(tmpdir(), "mkweb-library-"));
    cleanUp.push(() => rm(folder, { recursive: true, force: true }));
    django = startDjangoSide(folder);
    cleanUp.push(() => django.stop());
    const all = { after: (work: () => unknown) => cleanUp.push(work) };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- for all tests of this file
    const context = all as unknown as TestContext;
    our = await makeOurSide(context);
    opened = await open(context);
    const known = opened.map(({ alias, url }) => [alias, djangoDatabase(url)] as const);
    await django.ask("databases", { databases: Object.fromEntries(known) });
    await make();
  });
  after(async () => {
    for (const work of cleanUp.toReversed()) await work();
  });

  async function open(t: TestContext): Promise<readonly Opened[]> {
    const found: Opened[] = [];
    for (const { vendor, url } of available) {
      for (const name of Object.keys(histories)) {
        found.push({ name, vendor, url: await url(t), alias: `d${found.length}` });
      }
    }
    return found;
  }

  /** The migrations of both sides; databases are filled while the models are the first. */
  async function make(): Promise<void> {
    await django.ask("make", { models: theirs, name: "initial", number: 1 });
    await our.make(ours, 1);
    for (const { name, url, alias } of opened) {
      if (histories[name]?.[0] === "django") await django.ask("fill", { database: alias });
      else await our.fill(url);
    }
    let [own, their] = [ours, theirs];
    for (const [at, step] of steps.entries()) {
      const { name, rename, default: value } = step;
      [own, their] = [edited(own, step.ours), edited(their, step.theirs)];
      const written = step.written?.theirs;
      const given = { name, rename, default: value, written };
      await django.ask("make", { models: their, number: at + 2, ...given });
      await our.make(own, at + 2, step);
    }
  }

  async function take({ name, url, alias }: Opened, at: number): Promise<void> {
    const migration = `${String(at + 2).padStart(4, "0")}_${steps[at]?.name}`;
    if (histories[name]?.[1](at) === "ours") await our.migrate(url, migration);
    else await django.ask("migrate", { database: alias, to: migration });
  }

  const read = ({ url }: Opened, step: number) =>
    our.on(url, async (connection) => ({
      schema: await schemaOf(connection),
      rows: await rowsOf(connection),
      taken: await takenBy(connection, step),
    }));

  for (const { vendor } of available) {
    it(`has the same tables, rows and rules whoever changed it, on ${vendor}`, async () => {
      const [alone, ...others] = opened.filter((each) => each.vendor === vendor);
      assert.ok(alone);
      for (let step = 0; step <= steps.length; step++) {
        if (step > 0) for (const each of [alone, ...others]) await take(each, step - 1);
        const expected = await read(alone, step);
        assert.deepEqual(expected.taken, []);
        for (const each of others) {
          const said = `${each.name}, step ${step}: ${steps[step - 1]?.name ?? "initial"}`;
          assert.deepEqual(await read(each, step), expected, said);
        }
      }
    });

    it(`is what the models of both then say, and both write to it, on ${vendor}`, async () => {
      const reports = [];
      for (const { alias, url } of opened.filter((each) => each.vendor === vendor)) {
        const first = await django.ask("read", { database: alias });
        await django.ask("add", { database: alias, isbn: "8" });
        const second = await django.ask("read", { database: alias });
        const seen = await our.readAddRead(url);
        assert.deepEqual(seen, [second, await django.ask("read", { database: alias })]);
        reports.push([first, ...seen]);
      }
      for (const report of reports) assert.deepEqual(report, reports[0]);
      assert.deepEqual(await django.ask("missing"), []);
      await our.assertDone(opened[0]?.url ?? "");
    });
  }
});
