/** What `migrate --plan` says that statements of PostgreSQL lock, beside what PostgreSQL does. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { completeSettings, env } from "../../src/conf/index.ts";
import { closeConnections, getConnection } from "../../src/connections/index.ts";
import { lockOf } from "../../src/schema/index.ts";
import { databases } from "../support/databases.ts";

const statements: readonly (readonly [sql: string, was?: string])[] = [
  [`ALTER TABLE "t" ADD COLUMN "n" integer NULL`],
  [`ALTER TABLE "t" ADD COLUMN "n" integer DEFAULT 7 NOT NULL`],
  [`ALTER TABLE "t" ADD COLUMN "n" integer GENERATED ALWAYS AS ("b" * 2) STORED`],
  [`ALTER TABLE "t" DROP COLUMN "b" CASCADE`],
  [`ALTER TABLE "t" RENAME COLUMN "b" TO "c"`],
  [`ALTER TABLE "t" ALTER COLUMN "a" TYPE varchar(90)`, "varchar(30)"],
  [`ALTER TABLE "t" ALTER COLUMN "a" TYPE varchar(9)`, "varchar(30)"],
  [`ALTER TABLE "t" ALTER COLUMN "a" TYPE text`, "varchar(30)"],
  [`ALTER TABLE "t" ALTER COLUMN "b" TYPE bigint USING "b"::bigint`, "integer"],
  [`ALTER TABLE "t" ALTER COLUMN "b" SET NOT NULL`],
  [`ALTER TABLE "t" ALTER COLUMN "b" SET DEFAULT 4`],
  [`ALTER TABLE "t" ADD CONSTRAINT "c" CHECK ("b" > 0)`],
  [`ALTER TABLE "t" ADD CONSTRAINT "c" CHECK ("b" > 0) NOT VALID`],
  [`ALTER TABLE "t" ADD CONSTRAINT "u" UNIQUE ("b")`],
  [`ALTER TABLE "t" ADD CONSTRAINT "f" FOREIGN KEY ("b") REFERENCES "o" ("id")`],
  [`CREATE INDEX "i" ON "t" ("a")`],
];

const names: Readonly<Record<string, string>> = {
  AccessExclusiveLock: "ACCESS EXCLUSIVE",
  ShareRowExclusiveLock: "SHARE ROW EXCLUSIVE",
  ShareLock: "SHARE",
};

for (const { vendor, skip, url } of databases.filter((each) => each.vendor === "postgresql")) {
  describe(`the locks of ${vendor}`, { skip }, () => {
    it("are those that are said, and a table is written anew where that is said", async (t) => {
      const connection = await open(t, url);
      await connection.run(`create table o (id integer primary key)`);
      await connection.run(`create table t (a varchar(30), b integer)`);
      await connection.run(`insert into o select generate_series(1, 50)`);
      await connection.run(`insert into t select 'x', generate_series(1, 50)`);
      for (const [sql, was] of statements) {
        const said = lockOf(sql, was);
        const node = `select pg_relation_filenode('t') as node`;
        const undo = new Error("taken back");
        await connection
          .transaction(async (session) => {
            const before = await session.get(node);
            await session.execute(sql, []);
            const held = await session.all(
              `select mode from pg_locks where pid = pg_backend_pid() and relation = to_regclass('t')`,
            );
            const modes = held.map(({ mode }) => names[String(mode)]).filter(Boolean);
            assert.ok(modes.includes(said.lock), `${sql}: said ${said.lock}, held ${modes.join()}`);
            const isRewritten = (await session.get(node))?.["node"] !== before?.["node"];
            assert.equal(isRewritten, said.cost === "rewrite", sql);
            throw undo;
          })
          .catch((error: unknown) => {
            if (error !== undo) throw error;
          });
      }
    });
  });
}

async function open(t: TestContext, url: (t: TestContext) => Promise<string>) {
  process.env["TEST_DATABASE_URL"] = await url(t);
  const settings = completeSettings({
    BASE_DIR: pathToFileURL("/"),
    SECRET_KEY: "k",
    DATABASES: { default: env.database("TEST_DATABASE_URL") },
  });
  t.after(() => closeConnections(settings));
  return getConnection(settings);
}
