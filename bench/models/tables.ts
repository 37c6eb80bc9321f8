/** The tables that every peer has a database of its own with, and a hand of ours in each, beside the peer's. */
import { DatabaseSync } from "node:sqlite";
import { Client } from "pg";
import { AUTHORS, BOOKS, DOOMED, UNIT, type Operation } from "./operations.ts";

export interface Tables {
  /** Undoes what peers have added and changed, and adds the authors that `cascade` will delete. */
  reset(operation: Operation, from: number, turns: number): Promise<void>;
  /** What is in the tables, in sums. */
  contents(): Promise<string>;
  close(): Promise<void>;
}

type Run = (sql: string) => unknown;

const COUNTS =
  'select count(*), coalesce(sum(votes), 0), coalesce(sum(length(title)), 0), (select count(*) from bench_author), (select sum(length(name)) from bench_author) from "bench_book"';

/** Books of an author that `cascade` deletes. */
const BOOKS_OF_DOOMED = 3;

/** Makes the tables in an empty database, as Django does: what hangs on a row is no matter of the database. */
export async function createTables(address: string): Promise<Tables> {
  return address.startsWith("postgresql:") ? postgresqlTables(address) : sqliteTables(address);
}

async function sqliteTables(file: string): Promise<Tables> {
  const database = new DatabaseSync(file);
  database.exec("pragma journal_mode = wal; pragma synchronous = normal");
  const run: Run = (sql) => database.exec(sql);
  const numbers = (from: number, to: number) =>
    `(with recursive n(at) as (select ${from} union all select at + 1 from n where at + 1 < ${to}) select at from n) as n`;
  await create(run, "integer primary key autoincrement", "datetime");
  await fill(run, numbers);
  return {
    reset: (operation, from, turns) => reset(run, numbers, operation, from, turns),
    contents: async () => Object.values(database.prepare(COUNTS).get() ?? {}).join(" "),
    close: async () => database.close(),
  };
}

async function postgresqlTables(url: string): Promise<Tables> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const run: Run = (sql) => client.query(sql);
  const numbers = (from: number, to: number) =>
    `(select generate_series(${from}, ${to - 1}) as at) as n`;
  await create(run, "bigserial primary key", "timestamptz");
  await fill(run, numbers);
  for (const table of ["author", "book"]) {
    await run(`select setval('bench_${table}_id_seq', (select max(id) from bench_${table}))`);
  }
  await run("vacuum analyze");
  return {
    reset: (operation, from, turns) => reset(run, numbers, operation, from, turns),
    contents: async () =>
      (await client.query<string[]>({ text: COUNTS, rowMode: "array" })).rows[0]?.join(" ") ?? "",
    close: () => client.end(),
  };
}

async function create(run: Run, id: string, datetime: string): Promise<void> {
  await run(
    `create table "bench_author" ("id" ${id}, "name" varchar(100) not null unique);
     create table "bench_book" ("id" ${id}, "title" varchar(200) not null, "votes" integer not null,
       "made" ${datetime} not null, "author_id" bigint not null
       references "bench_author" ("id") deferrable initially deferred);
     create index "bench_book_author" on "bench_book" ("author_id")`,
  );
  for (let at = 0; at < UNIT; at += 1) {
    await run(
      `create table "bench_unit${at}" ("id" ${id}, "a" varchar(100) not null, "b" integer not null, "c" varchar(100) not null)`,
    );
  }
}

type Numbers = (from: number, to: number) => string;

async function fill(run: Run, numbers: Numbers): Promise<void> {
  await run(
    `insert into "bench_author" ("id", "name") select at + 1, 'author ' || at from ${numbers(0, AUTHORS)}`,
  );
  await addBooks(run, numbers(0, BOOKS), `at + 1`, `1 + at % ${AUTHORS}`);
}

function addBooks(run: Run, numbers: string, id: string, author: string): unknown {
  return run(
    `insert into "bench_book" ("id", "title", "votes", "made", "author_id") select ${id}, 'book ' || at, at, '2026-11-22 11:33:00', ${author} from ${numbers}`,
  );
}

async function reset(
  run: Run,
  numbers: Numbers,
  operation: Operation,
  from: number,
  turns: number,
): Promise<void> {
  await run(`delete from "bench_book" where "id" > ${BOOKS}`);
  await run(`delete from "bench_author" where "id" > ${AUTHORS}`);
  await run(`update "bench_book" set "votes" = "id" - 1 where "votes" <> "id" - 1`);
  if (operation !== "cascade") return;
  const first = DOOMED + from;
  await run(
    `insert into "bench_author" ("id", "name") select ${DOOMED} + at, 'doomed ' || at from ${numbers(from, from + turns)}`,
  );
  for (let book = 0; book < BOOKS_OF_DOOMED; book += 1) {
    const id = `${DOOMED} + at * ${BOOKS_OF_DOOMED} + ${book}`;
    await addBooks(run, numbers(from, from + turns), id, `${first - from} + at`);
  }
}
