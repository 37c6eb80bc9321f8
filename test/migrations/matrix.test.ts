/** Every kind of change, forwards and backwards, with rows in the tables, on both databases. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { completeSettings, env } from "../../src/conf/index.ts";
import { closeConnections, getConnection, type Connection } from "../../src/connections/index.ts";
import {
  addConstraint,
  addField,
  addIndex,
  alterField,
  alterModelTable,
  applyOperations,
  appliedMigrations,
  createModel,
  deleteModel,
  Executor,
  MigrationGraph,
  removeConstraint,
  removeField,
  removeIndex,
  renameField,
  renameModel,
  runCode,
  runSQL,
  type Operation,
} from "../../src/migrations/index.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { assertTables } from "../support/tables.ts";

const id = { type: "bigint", primary: true, autoincrement: true };
const author = { kind: "m:1", to: "a.Author" } as const;
const title = { type: "string", length: 100 };

/** In the order they are applied; each after the one before it. */
const steps: readonly (readonly [app: string, ...operations: Operation[]])[] = [
  [
    "a",
    createModel("Author", {
      table: "a_author",
      fields: {
        id,
        name: { type: "string", length: 50 },
        parent: { ...author, nullable: true, deleteRule: "set null" },
      },
    }),
    createModel("Tag", {
      table: "a_tag",
      fields: { id, label: { type: "string", length: 20, unique: true } },
    }),
  ],
  [
    "a",
    runCode(
      async ({ model }) => {
        const ann = await model("a.Author").objects.create({ name: "Ann" });
        await model("a.Author").objects.create({ name: "Bob", parent: ann });
        await model("a.Tag").objects.create({ label: "t1" });
      },
      () => {},
    ),
    runSQL("insert into a_tag (label) values ('t2')", "delete from a_tag where label = 't2'"),
  ],
  [
    "b",
    createModel("Book", {
      table: "b_book",
      fields: {
        id,
        title,
        author: { ...author, deleteRule: "cascade" },
        tags: { kind: "m:n", to: "a.Tag", pivotTable: "b_book_tags", fixedOrder: true },
        price: { type: "decimal", precision: 8, scale: 2 },
        ok: { type: "boolean", default: true },
        kind: { type: "enum", items: ["x", "y"] },
        data: { type: "json", nullable: true },
        made: { type: "datetime", nullable: true },
        day: { type: "date", nullable: true },
        uid: { type: "uuid", nullable: true },
        ratio: { type: "double", nullable: true },
      },
    }),
    runCode(
      async ({ model, run }) => {
        const writer = await model("a.Author").objects.get({ name: "Bob" });
        const book = await model("b.Book").objects.create({
          title: "B1",
          author: writer,
          price: "12.50",
          kind: "x",
          data: { q: [1, "it's"] },
          made: new Date("2026-01-02T03:04:05Z"),
          day: "2026-01-02",
        });
        for await (const tag of model("a.Tag").objects) {
          await run("insert into b_book_tags (book_id, tag_id) values (?, ?)", [
            Number(book["id"]),
            Number(tag["id"]),
          ]);
        }
      },
      () => {},
    ),
  ],
  ["a", renameField("Author", "name", "fullName")],
  ["a", addField("Author", "email", { type: "string", length: 80 }, { oneOffDefault: "x@y" })],
  ["a", alterField("Author", "fullName", { type: "string", length: 80, nullable: true })],
  [
    "a",
    addIndex("Author", { properties: ["fullName", "email"] }),
    addIndex("Author", { name: "uq_author", properties: ["fullName"] }, true),
  ],
  [
    "b",
    renameField("Book", "author", "writer"),
    alterField("Book", "writer", { ...author, deleteRule: "set null", nullable: true }),
  ],
  ["b", alterField("Book", "kind", { type: "enum", items: ["x", "y", "z"] })],
  ["b", alterField("Book", "title", { type: "text" })],
  ["b", addField("Book", "second", { ...author, nullable: true, deleteRule: "set null" })],
  ["b", removeField("Book", "uid"), alterField("Book", "ratio", { type: "double", default: 1 })],
  ["a", removeIndex("Author", { properties: ["fullName", "email"] })],
  [
    "a",
    runSQL(
      "insert into a_author (email) values ('null@name')",
      "delete from a_author where email = 'null@name'",
    ),
    alterField("Author", "fullName", { type: "string", length: 80 }, { oneOffDefault: "nobody" }),
  ],
  [
    "b",
    addIndex("Book", {
      name: "book_recent",
      properties: ["-made", "title"],
      condition: { field: "ok", equals: true },
    }),
    addConstraint("Book", {
      name: "book_price",
      check: {
        or: [{ field: "price", gte: "0" }, { not: { field: "title", like: "it's, (B)%" } }],
      },
    }),
    addConstraint("Book", {
      name: "book_late",
      check: { field: "made", gte: "2020-01-01T00:00:00.000Z" },
    }),
    addConstraint("Book", {
      name: "book_one_ok",
      unique: ["title", "writer"],
      condition: {
        and: [
          { field: "ok", equals: true },
          { field: "day", isNull: false },
        ],
      },
    }),
  ],
  ["b", renameField("Book", "title", "bookTitle"), renameField("Book", "made", "madeAt")],
  ["a", renameModel("Author", "Writer"), renameModel("Tag", "Label")],
  ["b", renameModel("Book", "Novel")],
  ["b", renameField("Novel", "tags", "labels")],
  ["b", alterModelTable("Novel", "library_novel")],
  ["b", removeConstraint("Novel", "book_late"), removeConstraint("Novel", "book_one_ok")],
  ["a", removeField("Writer", "parent")],
  ["b", removeField("Novel", "labels"), removeField("Novel", "second")],
  ["b", deleteModel("Novel")],
  ["a", deleteModel("Label"), deleteModel("Writer")],
];

/** The last migration before anything is taken away. */
const LAST_WITH_ALL = 21;

const graph = new MigrationGraph(
  steps.map(([app, ...operations], at) => {
    const name = `${String(at + 1).padStart(4, "0")}_step`;
    const before = steps[at - 1];
    const after = before ? [`${before[0]}.${String(at).padStart(4, "0")}_step`] : [];
    return { app, name, key: `${app}.${name}`, operations, after };
  }),
);

async function open(t: TestContext, database: TestDatabase) {
  process.env["TEST_DATABASE_URL"] = await database.url(t);
  const settings = completeSettings({
    BASE_DIR: pathToFileURL("/"),
    SECRET_KEY: "k",
    DATABASES: { default: env.database("TEST_DATABASE_URL") },
  });
  t.after(() => closeConnections(settings));
  const connection = getConnection(settings);
  const assertAfter = (count: number) =>
    assertTables(connection, applyOperations(graph.order.slice(0, count)));
  return { settings, connection, assertAfter, executor: new Executor(settings, connection, graph) };
}

/** Every row is still there after tables and columns were renamed. */
async function seeRenamed(connection: Connection): Promise<void> {
  const novels = await connection.all(
    "select n.book_title, w.full_name from library_novel n join a_writer w on w.id = n.writer_id",
  );
  assert.deepEqual(
    novels.map((each) => ({ ...each })),
    [{ book_title: "B1", full_name: "Bob" }],
  );
  const labels = await connection.all(
    "select l.label from library_novel_labels p join a_label l on l.id = p.label_id where p.novel_id = 1",
  );
  assert.deepEqual(new Set(labels.map(({ label }) => label)), new Set(["t1", "t2"]));
  await assert.rejects(
    connection.run("update library_novel set price = -1, book_title = 'it''s, (B) 2'"),
    /book_price/,
  );
}

for (const database of databases) {
  describe(`migrations on ${database.vendor}`, { skip: database.skip }, () => {
    it("make every kind of change and take it back: no row lost, no drift", async (t) => {
      const { connection, assertAfter, executor } = await open(t, database);
      const rows: Record<string, number> = {};
      for (const [at, migration] of graph.order.entries()) {
        assert.equal(await executor.migrate(migration), "run");
        await assertAfter(at + 1);
        if (at === 14) {
          for (const table of ["a_author", "a_tag", "b_book", "b_book_tags"]) {
            const row = await connection.get(`select count(*) as n from ${table}`);
            rows[table] = Number(row?.["n"]);
          }
          const [book] = await connection.all("select * from b_book");
          assert.equal(Number(book?.["price"]), 12.5);
          assert.deepEqual([book?.["title"], book?.["kind"], book?.["writer_id"]], ["B1", "x", 2]);
          const authors = await connection.all("select full_name, email from a_author order by id");
          assert.deepEqual(
            authors.map((each) => ({ ...each })),
            [
              { full_name: "Ann", email: "x@y" },
              { full_name: "Bob", email: "x@y" },
              { full_name: "nobody", email: "null@name" },
            ],
          );
        }
        if (at === LAST_WITH_ALL) await seeRenamed(connection);
      }
      assert.deepEqual(rows, { a_author: 3, a_tag: 2, b_book: 1, b_book_tags: 2 });
      for (const [at, migration] of [...graph.order.entries()].reverse()) {
        assert.equal(await executor.migrate(migration, { backwards: true }), "run");
        await assertAfter(at);
      }
      assert.deepEqual([...(await appliedMigrations(connection))], []);
    });

    it("keep the rows of others when a parent table is rebuilt", async (t) => {
      const { connection, executor } = await open(t, database);
      for (const migration of graph.order.slice(0, 3)) await executor.migrate(migration);

      for (const migration of graph.order.slice(3, 7)) await executor.migrate(migration);

      assert.equal(Number((await connection.get("select count(*) as n from b_book"))?.["n"]), 1);
      assert.equal(
        Number((await connection.get("select count(*) as n from b_book_tags"))?.["n"]),
        2,
      );
    });

    it("leave schema, rows and record as they were when they fail half way", async (t) => {
      const { settings, connection, assertAfter } = await open(t, database);
      const failing = steps.map(([app, ...operations], at) =>
        at === 3
          ? [
              app,
              ...operations,
              runSQL("insert into a_tag (label) values ('t3')"),
              runSQL("insert into nowhere values (1)"),
            ]
          : [app, ...operations],
      );
      const broken = new MigrationGraph(
        graph.order.map((each, at) => ({
          ...each,
          operations: (failing[at] ?? []).filter(
            (one): one is Operation => typeof one === "object",
          ),
        })),
      );
      const executor = new Executor(settings, connection, broken);
      for (const migration of broken.order.slice(0, 3)) await executor.migrate(migration);
      const fourth = broken.order[3];
      assert.ok(fourth);

      await assert.rejects(executor.migrate(fourth), /nowhere/);

      await assertAfter(3);
      assert.equal(Number((await connection.get("select count(*) as n from a_tag"))?.["n"]), 2);
      assert.equal((await appliedMigrations(connection)).has(fourth.key), false);
    });

    it("are applied once when two processes migrate at once", async (t) => {
      const url = await database.url(t);
      const worker = fileURLToPath(new URL("migrate-once.ts", import.meta.url));
      const run = promisify(execFile);

      const both = await Promise.all([1, 2].map(() => run(process.execPath, [worker, url])));

      // Who applies which is up to them; to apply one a second time would fail.
      const counts = both.map(({ stdout }) => stdout).toSorted();
      assert.match(counts.join(", "), /^(?:0 applied, 2 applied|1 applied, 1 applied)$/);
    });
  });
}
