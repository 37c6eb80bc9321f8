/** Django opens a database that mkweb made, and both read and write every row of it. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { completeSettings, env, type Settings } from "../../src/conf/index.ts";
import { closeConnections } from "../../src/connections/index.ts";
import { currentState } from "../../src/migrations/index.ts";
import { closeModels, connectionFor, models, setup } from "../../src/models/index.ts";
import { noPostgres, startPostgres } from "../support/postgres.ts";
import { makeTables as makeTablesOf } from "../support/tables.ts";
import { noDjango, noPsycopg, PYTHON, type SharedEnvironment } from "./servers.ts";
import { BlogPost, Gap, Label, Sample, Summary } from "./shop/models.ts";
import { gaps, samples, type Values } from "./shop/rows.ts";

const script = fileURLToPath(new URL("django/rows.py", import.meta.url));

type Rows = Readonly<Record<string, readonly Values[]>>;

function shop(env: SharedEnvironment, command: string, rows: Rows = {}): string {
  const input = JSON.stringify(rows);
  const run = spawnSync(PYTHON, [script, command], {
    env: { ...process.env, ...env },
    encoding: "utf8",
    input,
  });
  if (run.status !== 0) throw new Error(`rows.py ${command}:\n${run.stdout}${run.stderr}`);
  return run.stdout;
}

interface Databases {
  /** Empty databases. */
  readonly made: readonly [SharedEnvironment, SharedEnvironment];
  stop(): Promise<void>;
}

sharing("SQLite", noDjango, async () => {
  const folder = await mkdtemp(join(tmpdir(), "mkweb-shop-"));
  const file = (name: string) => ({ DB_PATH: join(folder, name) });
  return {
    made: [file("ours.sqlite3"), file("django.sqlite3")],
    stop: () => rm(folder, { recursive: true, force: true }),
  };
});

sharing("PostgreSQL", noPsycopg || noPostgres, async () => {
  const postgres = await startPostgres();
  const database = async () => ({ DATABASE_URL: await postgres.createDatabase() });
  return { made: [await database(), await database()], stop: () => postgres.stop() };
});

function sharing(vendor: string, skip: string | false, start: () => Promise<Databases>): void {
  describe(`a database of ours on ${vendor}`, { skip }, () => {
    let databases: Databases;
    let settings: Settings;
    before(async () => {
      databases = await start();
      settings = await makeTables(databases.made[0]);
    });
    after(async () => {
      closeModels();
      await closeConnections(settings);
      await databases.stop();
    });

    it("has the columns and types that Django's inspectdb sees in one of Django's own", () => {
      const [ours, theirs] = databases.made;
      shop(theirs, "create");
      // Only Django 4.1 and later see that a column counts up where PostgreSQL calls it an identity.
      const known = (text: string): string =>
        text.replaceAll("BigAutoField(primary_key", "BigIntegerField(primary_key");
      assert.equal(known(shop(ours, "inspectdb")), known(shop(theirs, "inspectdb")));
    });

    it("shows Django every row that we wrote", async () => {
      for (const row of samples) await Sample.objects.create(toOurs(row));
      for (const row of gaps) await Gap.objects.create(toOurs(row));
      await writePosts();
      assert.deepEqual(readByDjango(databases.made[0]), await readByUs());
      const {
        Sample: shown,
        Gap: shownGaps,
        BlogPost: posts,
        Summary: summaries,
      } = await readByUs();
      assert.deepEqual(shown, numbered(samples));
      assert.deepEqual(shownGaps, numbered(gaps));
      assert.deepEqual(posts, expectedPosts);
      assert.deepEqual(summaries, [{ id: 1, post_id: 2, words: "second" }]);
    });

    it("shows us every row that Django wrote", async () => {
      const [ours] = databases.made;
      const label = { text: "from Django" };
      // Each key may be there once only.
      const fresh = samples.map((row, at) => ({ ...row, key: `${at + 3}`.repeat(32) }));
      shop(ours, "add", { Label: [label], Sample: fresh, Gap: gaps });
      shop(ours, "add", {
        BlogPost: [
          {
            head_line: "by Django",
            label_id: 3,
            parent_post_id: 1,
            labels: [1, 3],
            related_posts: [1, 2],
          },
        ],
        Summary: [{ post_id: 3, words: "third" }],
      });
      const read = await readByUs();
      assert.deepEqual(read, readByDjango(ours));
      assert.deepEqual(read["Gap"]?.slice(3), numbered(gaps, 4));
      assert.deepEqual(
        read["Sample"]?.slice(3).map(withoutKey),
        numbered(samples, 4).map(withoutKey),
      );
      assert.deepEqual(read["BlogPost"]?.at(-1), {
        id: 3,
        head_line: "by Django",
        label_id: 3,
        parent_post_id: 1,
        labels: [1, 3],
        related_posts: [1, 2],
      });
      assert.deepEqual(read["Summary"]?.at(-1), { id: 2, post_id: 3, words: "third" });
    });

    it("lets each side change and delete the rows of the other", async () => {
      const [ours] = databases.made;
      const [ordinary, , most] = samples;
      shop(ours, "change", {
        Sample: [{ ...most, id: 1, key: "1".repeat(32) }],
        BlogPost: [
          { id: 1, head_line: "changed", parent_post_id: 2, labels: [], related_posts: [1] },
        ],
      });
      const theirs = await Sample.objects.get({ id: 6 });
      Object.assign(theirs, toOurs({ ...ordinary, key: "7".repeat(32) }));
      await theirs.save();
      await (await BlogPost.objects.get({ id: 3 })).delete();
      const read = await readByUs();
      assert.deepEqual(read, readByDjango(ours));
      const [first] = read["Sample"] ?? [];
      assert.deepEqual({ ...first, key: "" }, { ...numbered([most ?? {}])[0], key: "" });
      assert.deepEqual({ ...read["Sample"]?.[5], id: 1, key: "" }, { ...ordinary, id: 1, key: "" });
      assert.deepEqual(
        read["BlogPost"]?.map(({ head_line, labels, related_posts }) => [
          head_line,
          labels,
          related_posts,
        ]),
        [
          ["changed", [], [1]],
          ["second", [1], [1]],
        ],
      );
      assert.deepEqual(read["Summary"]?.length, 1);
    });
  });
}

/** The tables, by the statements that a migration would run. */
async function makeTables(shared: SharedEnvironment): Promise<Settings> {
  process.env["TEST_DATABASE_URL"] = shared["DATABASE_URL"] ?? `sqlite:${shared["DB_PATH"]}`;
  const settings = completeSettings({
    BASE_DIR: pathToFileURL(`${tmpdir()}/`),
    SECRET_KEY: "k",
    DATABASES: { default: env.database("TEST_DATABASE_URL") },
  });
  const root = new URL("shop/", import.meta.url);
  await setup(settings, [{ name: "shop", label: "shop", verboseName: "Shop", root, module: {} }]);
  await makeTablesOf(connectionFor(), await currentState(models.models));
  return settings;
}

async function writePosts(): Promise<void> {
  const [red, blue] = await Label.objects.bulkCreate([{ text: "red" }, { text: "blue" }]);
  assert.ok(red && blue);
  const first = await BlogPost.objects.create({
    headLine: "first",
    label: red,
  });
  await first.labels.add(red, blue);
  const second = await BlogPost.objects.create({
    headLine: "second",
    label: blue,
    parentPost: first,
  });
  await second.labels.add(red);
  await second.relatedPosts.add(first);
  await Summary.objects.create({ post: second, words: "second" });
}

const expectedPosts: readonly Values[] = [
  {
    id: 1,
    head_line: "first",
    label_id: 1,
    parent_post_id: null,
    labels: [1, 2],
    related_posts: [],
  },
  { id: 2, head_line: "second", label_id: 2, parent_post_id: 1, labels: [1], related_posts: [1] },
];

function numbered(rows: readonly Values[], first = 1): readonly Values[] {
  return rows.map((row, at) => ({ id: first + at, ...row }));
}

function withoutKey(row: Values): Values {
  return { ...row, key: "" };
}

/** Values as our models take them. */
// oxlint-disable-next-line typescript/no-explicit-any -- one function for the rows of several models
function toOurs({ at, bytes, counted_tiny, counted_large, ...rest }: Values): any {
  return {
    ...rest,
    countedTiny: counted_tiny,
    countedLarge: counted_large,
    at: typeof at === "string" ? new Date(at) : null,
    bytes: typeof bytes === "string" ? Buffer.from(bytes, "hex") : null,
  };
}

function readByDjango(env: SharedEnvironment): Rows {
  const rows: Rows = JSON.parse(shop(env, "read"));
  const moment = (row: Values): Values =>
    typeof row["at"] === "string" ? { ...row, at: new Date(row["at"]).toISOString() } : row;
  return Object.fromEntries(Object.entries(rows).map(([name, all]) => [name, all.map(moment)]));
}

async function readByUs(): Promise<Rows> {
  const values = (row: object): Values => {
    const { at, bytes, countedTiny, countedLarge, ...rest } = Object.fromEntries(
      Object.entries(row),
    );
    return {
      ...rest,
      counted_tiny: countedTiny,
      counted_large: countedLarge,
      at: at instanceof Date ? at.toISOString() : at,
      bytes: bytes instanceof Uint8Array ? Buffer.from(bytes).toString("hex") : bytes,
    };
  };
  const posts = await BlogPost.objects.orderBy("id");
  return {
    Label: (await Label.objects.orderBy("id")).map(({ id, text }) => ({ id, text })),
    Sample: (await Sample.objects.orderBy("id")).map(values),
    Gap: (await Gap.objects.orderBy("id")).map(values),
    BlogPost: await Promise.all(
      posts.map(async (post) => ({
        id: post.id,
        head_line: post.headLine,
        label_id: post.labelId,
        parent_post_id: post.parentPostId,
        labels: await post.labels.orderBy("id").valuesList("id", { flat: true }),
        related_posts: await post.relatedPosts.orderBy("id").valuesList("id", { flat: true }),
      })),
    ),
    Summary: (await Summary.objects.orderBy("id")).map(({ id, postId, words }) => ({
      id,
      post_id: postId,
      words,
    })),
  };
}
