/** Times the ways to a row on the SQLite file named on the command line; prints the costs as JSON. */
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { pathToFileURL } from "node:url";
import { completeSettings, env } from "../../src/conf/index.ts";
import { getConnection } from "../../src/connections/index.ts";
import { atomic, kysely, setup } from "../../src/db/index.ts";
import { Question } from "./models.ts";

export interface Cost {
  /** Microseconds of wall clock. */
  readonly wall: number;
  /** Microseconds of CPU, of all threads. */
  readonly cpu: number;
}

const [, , file = "", reads, inserts] = process.argv;
process.env["BENCH_DATABASE_URL"] = `sqlite:${file}`;
const settings = completeSettings({
  BASE_DIR: pathToFileURL(`${tmpdir()}/`),
  SECRET_KEY: "k",
  DATABASES: { default: env.database("BENCH_DATABASE_URL") },
});
const root = new URL("./", import.meta.url);
await setup(settings, [{ name: "polls", label: "polls", verboseName: "Polls", root, module: {} }]);
const connection = getConnection(settings);
const moment = new Date("2026-11-22T11:33:00Z");
const counted = await connection.get("select count(*) as rows from polls_question");
const rows = Number(counted?.["rows"]);

const raw = new DatabaseSync(file);
raw.exec("pragma journal_mode = wal; pragma synchronous = normal");
const columns = "id, question_text, votes, pub_date";
const select = `select ${columns} from polls_question where id = ?`;
const insert = "insert into polls_question (question_text, votes, pub_date) values (?, ?, ?)";
const prepared = { select: raw.prepare(select), insert: raw.prepare(insert) };

interface Tables {
  polls_question: { id?: number; question_text: string; votes: number; pub_date: string };
}
const database = await kysely<Tables>();

type Work = (number: number) => unknown;

const read: Readonly<Record<string, Work>> = {
  "node:sqlite, read": () => check(prepared.select.get(anyId())),
  "connection.get": async () => check(await connection.get(select, [anyId()])),
  "kysely, read": async () =>
    check(
      await database
        .selectFrom("polls_question")
        .select(["id", "question_text", "votes", "pub_date"])
        .where("id", "=", anyId())
        .executeTakeFirst(),
    ),
  "objects.get": async () => check(await Question.objects.get({ id: anyId() })),
};
const write: Readonly<Record<string, Work>> = {
  "node:sqlite, insert": (number) =>
    prepared.insert.run(`question ${number}`, 7, "2026-11-22 11:33:00"),
  "connection.run": (number) => connection.run(insert, [`question ${number}`, 7, moment]),
  "kysely, insert": (number) =>
    database
      .insertInto("polls_question")
      .values({
        question_text: `question ${number}`,
        votes: 7,
        pub_date: "2026-11-22 11:33:00",
      })
      .execute(),
  "objects.create": (number) => create(number),
};

const costs: Record<string, Cost> = {};
for (const [name, work] of Object.entries(read)) {
  costs[name] = await cost(Number(reads), work);
}
for (const [name, work] of Object.entries(write)) {
  costs[name] = await cost(Number(inserts), work);
}
for (const [name, work] of Object.entries(write)) {
  const isRaw = name.startsWith("node:sqlite");
  if (isRaw) raw.exec("begin immediate");
  costs[`${name}, one transaction`] = await (isRaw
    ? cost(Number(inserts), work)
    : atomic(() => cost(Number(inserts), work)));
  if (isRaw) raw.exec("commit");
}
console.log(JSON.stringify(costs));

function create(number: number): Promise<Question> {
  return Question.objects.create({ questionText: `question ${number}`, votes: 7, pubDate: moment });
}

function anyId(): number {
  return 1 + Math.floor(Math.random() * rows);
}

function check(row: { readonly votes?: unknown } | undefined): void {
  if (row?.votes !== 7) throw new Error(`A row is not as it was written: ${JSON.stringify(row)}`);
}

async function cost(count: number, work: Work): Promise<Cost> {
  for (let at = 0; at < count / 10; at += 1) await work(at);
  const before = { cpu: process.cpuUsage(), wall: performance.now() };
  for (let at = 0; at < count; at += 1) await work(at);
  const wall = (performance.now() - before.wall) * 1000;
  const { user, system } = process.cpuUsage(before.cpu);
  return { wall: wall / count, cpu: (user + system) / count };
}
