import { Client } from "pg";

const TABLE =
  "create table django_session (session_key varchar(40) not null primary key, " +
  "session_data text not null, expire_date timestamp with time zone not null)";

export async function createSessionTable(url: string): Promise<void> {
  await query(url, TABLE);
}

export function countRows(url: string): Promise<number> {
  return query(url, "select 1 from django_session");
}

/** Ends every other connection to the database. @returns How many there were. */
export function terminateOthers(url: string): Promise<number> {
  return query(
    url,
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
  );
}

/** How many rows there are in the answer. */
async function query(url: string, sql: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql).finally(() => client.end());
  return rows.length;
}
