/** Many objects made at once get the keys of their rows, however the table numbers them. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { connectionFor } from "../../src/models/index.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { Genre, library } from "./library.ts";
import { openModels } from "./open.ts";

const ROWS = Array.from({ length: 1200 }, (_, at) => ({ name: `made ${at}` }));

async function open(
  t: TestContext,
  database: TestDatabase,
  statements: readonly string[] = [],
): Promise<void> {
  await openModels(t, database, "library", library);
  for (const statement of statements) await connectionFor().run(statement);
}

/** Makes the rows and looks each up by its key. @returns What was sent for them. */
async function makeAndCompare(): Promise<readonly string[]> {
  const { result: made, statements } = await connectionFor().capture(() =>
    Genre.objects.bulkCreate(ROWS),
  );
  const stored = new Map(await Genre.objects.valuesList("id", "name"));
  assert.equal(made.length, ROWS.length);
  // Numbers beyond those of JavaScript are BigInt.
  for (const { id, name } of made) assert.equal(stored.get(id), name);
  return statements.filter((text) => text.startsWith("INSERT"));
}

for (const database of databases) {
  describe(`many new objects on ${database.vendor}`, { skip: database.skip }, () => {
    it("have the keys of their rows, and cost one statement for each thousand", async (t) => {
      await open(t, database);
      await Genre.objects.bulkCreate([{ name: "first" }, { name: "second" }]);
      await Genre.objects.filter({ name: "second" }).delete();
      const { length } = await makeAndCompare();
      assert.equal(length, database.vendor === "sqlite" ? 2 : 1);
    });
  });
}

const sqlite = databases.find(({ vendor }) => vendor === "sqlite");
/** To fill up a table's numbers, or nearly: SQLite then picks some at random. */
const LAST = "9223372036854775807";
const COPIES =
  "after insert on library_genre when new.name like 'made %' begin insert into library_genre (name) values ('copy of ' || new.name); end";

describe("many new objects on SQLite have the keys of their rows", () => {
  const tables: Readonly<Record<string, readonly string[]>> = {
    "where a trigger adds rows between them": [`create trigger copies ${COPIES}`],
    "where a temporary trigger does": [`create temp trigger copies ${COPIES}`],
    "where the last number is taken and the next are random": [
      "drop table library_genre",
      "create table library_genre (id integer primary key, name varchar(100) not null)",
      `insert into library_genre values (${LAST}, 'last')`,
    ],
    "where numbers have outgrown those of JavaScript": [
      "insert into library_genre values (9007199254740491, 'large')",
    ],
  };
  for (const [where, statements] of Object.entries(tables)) {
    it(where, async (t) => {
      assert.ok(sqlite);
      await open(t, sqlite, statements);
      await makeAndCompare();
    });
  }
});
