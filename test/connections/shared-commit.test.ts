/** Statements that share the end of a transaction on SQLite. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { completeSettings } from "../../src/conf/index.ts";
import {
  closeConnections,
  getConnection,
  type SqliteConnection,
} from "../../src/connections/index.ts";

async function openNotes(t: TestContext): Promise<SqliteConnection> {
  const folder = await mkdtemp(join(tmpdir(), "mkweb-shared-"));
  const settings = completeSettings({
    BASE_DIR: pathToFileURL(`${folder}/`),
    SECRET_KEY: "k",
    DATABASES: { default: { ENGINE: "sqlite", NAME: "db.sqlite3" } },
  });
  t.after(async () => {
    await closeConnections(settings);
    await rm(folder, { recursive: true, force: true });
  });
  const connection = getConnection(settings);
  assert.equal(connection.vendor, "sqlite");
  await connection.run("create table note (id integer primary key, text text not null unique)");
  return connection;
}

const INSERT = "insert into note (text) values (?)";
const texts = (connection: SqliteConnection): unknown[] =>
  connection.allSync("select text from note order by id").map(({ text }) => text);

describe("statements that share a commit", () => {
  it("are all stored once they resolve, and say what they changed", async (t) => {
    const connection = await openNotes(t);
    const inserts = ["a", "b", "c"].map((text) => connection.runShared(INSERT, [text]));
    const none = connection.runShared("update note set text = 'x' where text = ?", ["nobody"]);
    assert.deepEqual(await Promise.all(inserts), [{ changes: 1 }, { changes: 1 }, { changes: 1 }]);
    assert.deepEqual(await none, { changes: 0 });
    assert.deepEqual(texts(connection), ["a", "b", "c"]);
  });

  it("fail each by itself", async (t) => {
    const connection = await openNotes(t);
    const ended = await Promise.allSettled(
      ["a", "b", "a", "c"].map((text) => connection.runShared(INSERT, [text])),
    );
    assert.deepEqual(
      ended.map(({ status }) => status),
      ["fulfilled", "fulfilled", "rejected", "fulfilled"],
    );
    assert.deepEqual(texts(connection), ["a", "b", "c"]);
  });

  it("wait for a transaction of other work, and belong to one of their own", async (t) => {
    const connection = await openNotes(t);
    await assert.rejects(
      connection.transaction(async () => {
        await connection.runShared(INSERT, ["rolled back"]);
        throw new Error("no");
      }),
      /no/,
    );
    const work = connection.transaction(async (session) => {
      await session.run(INSERT, ["first"]);
      await new Promise((resolve) => setImmediate(resolve));
      assert.deepEqual(texts(connection), []);
    });
    await Promise.all([work, connection.runShared(INSERT, ["second"])]);
    assert.deepEqual(texts(connection), ["first", "second"]);
  });
});
