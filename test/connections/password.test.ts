/** A PostgreSQL that asks for a password, as Debian's does. */
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { Client } from "pg";
import { completeSettings, env } from "../../src/conf/index.ts";
import { closeConnections, getConnection } from "../../src/connections/index.ts";
import { noOwnPostgres, startOwnPostgres, type OwnPostgres } from "../support/postgres.ts";

describe("a user of PostgreSQL who has a password", { skip: noOwnPostgres }, () => {
  let postgres: OwnPostgres;
  before(async () => {
    postgres = await startOwnPostgres();
    const admin = new Client({ connectionString: postgres.url });
    await admin.connect();
    await admin.query("create role ann login password 'tea, no sugar'");
    const { rows } = await admin.query<{ hba_file: string }>("show hba_file");
    const file = rows[0]?.hba_file ?? "";
    const line = "host all ann 127.0.0.1/32 scram-sha-256\n";
    await writeFile(file, line + (await readFile(file, "utf8")));
    await admin.query("select pg_reload_conf()");
    await admin.end();
  });
  after(() => postgres.stop());

  /** Who the database says it is, asked by ann. */
  async function askedWith(password: string): Promise<unknown> {
    const url = Object.assign(new URL(postgres.url), { username: "ann", password });
    const settings = completeSettings({
      BASE_DIR: new URL("./", import.meta.url),
      SECRET_KEY: "a secret of the tests",
      DATABASES: { default: env.database("NO_SUCH_VARIABLE", url.href) },
    });
    try {
      return await getConnection(settings).get("select current_user::text as name");
    } finally {
      await closeConnections(settings);
    }
  }

  it("logs in with the one in DATABASE_URL", async () => {
    assert.deepEqual(await askedWith("tea, no sugar"), { name: "ann" });
  });

  it("is refused with another one", async () => {
    await assert.rejects(askedWith("coffee"), /password authentication failed for user "ann"/);
  });
});
