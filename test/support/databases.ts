/** The databases that tests of models run on, each test on an empty one. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { noPostgres, startPostgres, type Postgres } from "./postgres.ts";

/** What says when a test is over. */
export interface UntilEnd {
  after(end: () => unknown): void;
}

export interface TestDatabase {
  readonly vendor: "sqlite" | "postgresql";
  readonly skip: string | false;
  readonly url: (t: UntilEnd) => Promise<string>;
}

let postgres: Postgres | undefined;
before(async () => {
  if (!noPostgres) postgres = await startPostgres();
});
after(() => postgres?.stop());

export const databases: readonly TestDatabase[] = [
  { vendor: "sqlite", skip: false, url: temporaryFile },
  {
    vendor: "postgresql",
    skip: noPostgres,
    url: async () => postgres?.createDatabase() ?? "",
  },
];

async function temporaryFile(t: UntilEnd): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "mkweb-db-"));
  t.after(() => rm(folder, { recursive: true }));
  return `sqlite:${join(folder, "db.sqlite3")}`;
}
