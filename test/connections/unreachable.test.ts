/** What somebody reads whose DATABASE_URL leads to no database. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Client } from "pg";
import { completeSettings, env } from "../../src/conf/index.ts";
import { closeConnections, getConnection } from "../../src/connections/index.ts";
import { noPostgres, startPostgres, type Postgres } from "../support/postgres.ts";

/** The error of the first query on the database of a URL. */
async function failureAt(url: string): Promise<unknown> {
  const settings = completeSettings({
    BASE_DIR: new URL("./", import.meta.url),
    SECRET_KEY: "a secret of the tests",
    DATABASES: { default: env.database("NO_SUCH_VARIABLE", url) },
  });
  try {
    await getConnection(settings).get("select 1");
    return undefined;
  } catch (error) {
    return error;
  } finally {
    await closeConnections(settings);
  }
}

it("says where no server listens", async () => {
  const error = await failureAt("postgresql://127.0.0.1:1/mysite");
  assert.ok(error instanceof Error && "code" in error && "hint" in error);
  assert.equal(error.code, "MKWEB_DATABASE_UNREACHABLE");
  assert.match(
    error.message,
    /^The database 'mysite' at 127\.0\.0\.1:1 cannot be reached: .*ECONNREFUSED/,
  );
  assert.equal(error.hint, "Start PostgreSQL at 127.0.0.1:1, or change DATABASE_URL in .env.");
});

describe("on a server that runs", { skip: noPostgres }, () => {
  let postgres: Postgres;
  let url: URL;
  before(async () => {
    postgres = await startPostgres();
    url = new URL(await postgres.createDatabase());
  });
  after(() => postgres.stop());

  it("says which database is missing, and how to make it", async () => {
    const error = await failureAt(Object.assign(new URL(url), { pathname: "/nothing" }).href);
    assert.ok(error instanceof Error && "code" in error && "hint" in error);
    assert.equal(error.code, "MKWEB_DATABASE_UNREACHABLE");
    assert.match(error.message, /database "nothing" does not exist/);
    assert.match(String(error.hint), /^Create it \(createdb -h \S+ -p \d+ nothing\)/);
  });

  it("says that the user is refused, and never the password", async () => {
    const admin = new Client({ connectionString: url.href });
    await admin.connect();
    await admin.query("drop role if exists stranger");
    await admin.query("create role stranger nologin");
    await admin.end();
    const stranger = Object.assign(new URL(url), { username: "stranger", password: "very secret" });
    const error = await failureAt(stranger.href);
    assert.ok(error instanceof Error && "hint" in error);
    assert.match(error.message, /role "stranger" is not permitted to log in/);
    assert.match(
      String(error.hint),
      /^Put the right user \(now stranger\) and password into DATABASE_URL/,
    );
    assert.doesNotMatch(`${error.message} ${String(error.hint)}`, /secret/);
  });
});
