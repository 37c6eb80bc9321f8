/**
 * What operations of models cost on SQLite, in microseconds of CPU, beside bare node:sqlite in the same run.
 *
 *     node bench/models/operations.ts [--json]
 *
 * Rows: 1,000 authors with 10 books each. Each operation is repeated until it is warm; the least of three rounds
 * counts, as what else runs on the machine only ever adds.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { completeSettings, env } from "../../src/conf/index.ts";
import { closeConnections } from "../../src/connections/index.ts";
import { connectionFor, defineModel, fields, gt, setupModels, F } from "../../src/models/index.ts";

class Author extends defineModel(() => Author, {
  name: fields.char(100),
  books: fields.reverse(() => Book, "author"),
}) {}

class Book extends defineModel(() => Book, {
  title: fields.char(200),
  votes: fields.integer().default(0),
  made: fields.datetime(),
  author: fields.foreignKey(() => Author, { onDelete: "cascade" }),
}) {}

type Work = (turn: number) => unknown;

const folder = mkdtempSync(join(tmpdir(), "mkweb-bench-operations-"));
const file = join(folder, "bench.sqlite3");
process.env["BENCH_DATABASE_URL"] = `sqlite:${file}`;
const settings = completeSettings({
  BASE_DIR: pathToFileURL(`${folder}/`),
  SECRET_KEY: "bench",
  DATABASES: { default: env.database("BENCH_DATABASE_URL") },
});
setupModels(settings, [{ label: "bench", models: [Author, Book] }]);
const connection = connectionFor();
await connection.run(
  'create table "bench_author" ("id" integer primary key autoincrement, "name" text not null)',
);
await connection.run(
  'create table "bench_book" ("id" integer primary key autoincrement, "title" text not null, "votes" integer not null, "made" datetime not null, "author_id" bigint not null references "bench_author" ("id") deferrable initially deferred)',
);
await connection.run('create index "bench_book_author" on "bench_book" ("author_id")');
const made = new Date(Date.UTC(2026, 10, 22, 11, 33));
const authors = await Author.objects.bulkCreate(
  Array.from({ length: 1000 }, (_, at) => ({ name: `author ${at}` })),
);
await Book.objects.bulkCreate(
  Array.from({ length: 10_000 }, (_, at) => ({
    title: `book ${at}`,
    votes: at,
    made,
    author: authors[at % 1000]?.id ?? 1,
  })),
);

const raw = new DatabaseSync(file);
raw.exec("pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on");
const prepared = new Map<string, ReturnType<DatabaseSync["prepare"]>>();
const all = (sql: string, ...params: (string | number)[]): unknown[] => {
  const statement = prepared.get(sql) ?? raw.prepare(sql);
  prepared.set(sql, statement);
  return statement.all(...params);
};
const book = 'select "id", "title", "votes", "made", "author_id" from "bench_book"';

/** How often in a round, what mkweb does, what node:sqlite does without a model. */
const operations: Readonly<Record<string, readonly [times: number, mkweb: Work, raw: Work]>> = {
  get: [
    3000,
    (turn) => Book.objects.get({ id: 1 + (turn % 10_000) }),
    (turn) => all(`${book} where "id" = ?`, 1 + (turn % 10_000)),
  ],
  filter100: [
    500,
    (turn) =>
      Book.objects
        .filter({ votes: gt(turn % 9000) })
        .orderBy("id")
        .limit(100),
    (turn) => all(`${book} where "votes" > ? order by "id" limit 100`, turn % 9000),
  ],
  hydrate10k: [10, () => Book.objects.all(), () => all(book)],
  join1000: [
    30,
    () => Book.objects.selectRelated("author").limit(1000),
    () =>
      all(
        'select b."id", b."title", b."votes", b."made", b."author_id", a."id" as "a_id", a."name" from "bench_book" b inner join "bench_author" a on a."id" = b."author_id" limit 1000',
      ),
  ],
  prefetch1000x10: [
    6,
    () => Author.objects.prefetchRelated("books"),
    () => [all('select "id", "name" from "bench_author"'), all(book)],
  ],
  count: [
    3000,
    (turn) => Book.objects.filter({ author: 1 + (turn % 1000) }).count(),
    (turn) => all('select count(*) from "bench_book" where "author_id" = ?', 1 + (turn % 1000)),
  ],
  exists: [
    3000,
    (turn) => Book.objects.filter({ author: 1 + (turn % 1000) }).exists(),
    (turn) => all('select 1 from "bench_book" where "author_id" = ? limit 1', 1 + (turn % 1000)),
  ],
  "queryset-update": [
    1000,
    (turn) =>
      Book.objects.filter({ id: 1 + (turn % 10_000) }).update({ votes: F("votes").plus(1) }),
    (turn) =>
      all(
        'update "bench_book" set "votes" = "votes" + 1 where "id" = ? returning 1',
        1 + (turn % 10_000),
      ),
  ],
  insert: [
    1000,
    (turn) => Author.objects.create({ name: `new ${turn}` }),
    (turn) => all('insert into "bench_author" ("name") values (?) returning "id"', `new ${turn}`),
  ],
  getOrCreate: [
    1000,
    (turn) => Author.objects.getOrCreate({ name: `author ${turn % 100}`, id: 1 + (turn % 100) }),
    (turn) => all('select "id", "name" from "bench_author" where "id" = ?', 1 + (turn % 100)),
  ],
  "ten filters in a chain": [
    1000,
    (turn) => {
      let set = Book.objects.filter({ id: turn % 10_000 });
      for (let link = 0; link < 9; link += 1) set = set.filter({ votes: gt(link) });
      return set;
    },
    (turn) => all(`${book} where "id" = ?`, turn % 10_000),
  ],
};

const costs: Record<string, { mkweb: number; raw: number }> = {};
for (const [name, [times, mine, bare]] of Object.entries(operations)) {
  costs[name] = { mkweb: await cost(times, mine), raw: await cost(times, bare) };
}
raw.close();
await closeConnections(settings);
rmSync(folder, { recursive: true, force: true });

if (process.argv.includes("--json")) console.log(JSON.stringify({ sqlite: costs }, null, 2));
else {
  for (const [name, { mkweb, raw }] of Object.entries(costs)) {
    const ratio = (mkweb / raw).toFixed(2);
    console.log(
      `${name.padEnd(24)} ${mkweb.toFixed(1).padStart(10)} µs, raw ${raw.toFixed(1).padStart(10)} µs (${ratio} x)`,
    );
  }
}

/** The least CPU of three rounds, for one time. */
async function cost(times: number, work: Work): Promise<number> {
  let least = Infinity;
  for (let round = 0; round < 4; round += 1) {
    const before = process.cpuUsage();
    for (let turn = 0; turn < times; turn += 1) await work(turn);
    const { user, system } = process.cpuUsage(before);
    if (round > 0) least = Math.min(least, (user + system) / times);
  }
  return least;
}
