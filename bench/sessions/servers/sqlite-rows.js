/** Sessions of Express and Fastify in a SQLite file, by node:sqlite and as mkweb does: WAL, prepared statements, an index on the expiry. */
import { DatabaseSync } from "node:sqlite";

export function openRows(file) {
  const database = new DatabaseSync(file, { timeout: 5000 });
  database.exec("pragma journal_mode = wal; pragma synchronous = normal");
  database.exec(
    "create table if not exists sessions (id text not null primary key, data text not null, expires integer not null)",
  );
  database.exec("create index if not exists sessions_expires on sessions (expires)");
  const read = database.prepare("select data from sessions where id = ? and expires > ?");
  const write = database.prepare(
    "insert into sessions (id, data, expires) values (?, ?, ?) " +
      "on conflict (id) do update set data = excluded.data, expires = excluded.expires",
  );
  const remove = database.prepare("delete from sessions where id = ?");
  const TWO_WEEKS = 1_209_600_000;
  return {
    get(id, done) {
      const row = read.get(id, Date.now());
      done(null, row ? JSON.parse(row.data) : null);
    },
    set(id, session, done) {
      write.run(id, JSON.stringify(session), Date.now() + TWO_WEEKS);
      done(null);
    },
    destroy(id, done) {
      remove.run(id);
      done(null);
    },
  };
}
