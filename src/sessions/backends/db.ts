/** `mkweb/sessions/backends/db`: a SESSION_ENGINE: the table `django_session`, which `migrate` makes. The default. */
import { getConnection, hasTable, type Changes, type SqlValue } from "../../connections/index.ts";
import { decodeSession, encodeSession } from "../codec.ts";
import { CreateError, UpdateError, type SessionStore } from "../store.ts";
import type { SessionStoreFactory } from "./context.ts";

const LOAD = "SELECT session_data FROM django_session WHERE session_key = ? AND expire_date > ?";
const EXISTS = "SELECT 1 FROM django_session WHERE session_key = ?";
const CREATE =
  "INSERT INTO django_session (session_key, session_data, expire_date) VALUES (?, ?, ?) " +
  "ON CONFLICT (session_key) DO NOTHING";
const UPDATE = "UPDATE django_session SET session_data = ?, expire_date = ? WHERE session_key = ?";
const DELETE = "DELETE FROM django_session WHERE session_key = ?";
const CLEAR = "DELETE FROM django_session WHERE expire_date < ?";

/**
 * Keeps sessions in the table `django_session` of the default database (`mkweb/sessions/backends/db`, the
 * default), row for row as Django does. `migrate` creates the table.
 */
const databaseSessions: SessionStoreFactory = ({ settings, now }): SessionStore => {
  const connection = getConnection(settings);
  const itemsOf = (row: Readonly<Record<string, unknown>> | undefined) =>
    row && decodeSession(String(row["session_data"]), settings);

  const run = (sql: string, params: readonly SqlValue[]): Promise<Changes> =>
    connection.vendor === "sqlite"
      ? connection.runShared(sql, params)
      : connection.run(sql, params);

  return {
    synchronous: connection.vendor === "sqlite",
    async missing() {
      return (await hasTable(connection, "django_session"))
        ? undefined
        : "the table django_session does not exist; run: node manage migrate";
    },
    load(sessionKey) {
      const params = [sessionKey, new Date(now())];
      return connection.vendor === "sqlite"
        ? itemsOf(connection.getSync(LOAD, params))
        : connection.get(LOAD, params).then(itemsOf);
    },
    async exists(sessionKey) {
      return (await connection.get(EXISTS, [sessionKey])) !== undefined;
    },
    async save(sessionKey, items, { mustCreate, expireDate }) {
      const data = encodeSession(items, settings, now);
      const { changes } = mustCreate
        ? await run(CREATE, [sessionKey, data, expireDate])
        : await run(UPDATE, [data, expireDate, sessionKey]);
      if (changes === 0) throw mustCreate ? new CreateError() : new UpdateError();
      return sessionKey;
    },
    async delete(sessionKey) {
      await connection.run(DELETE, [sessionKey]);
    },
    async clearExpired() {
      await connection.run(CLEAR, [new Date(now())]);
    },
  };
};

export default databaseSessions;
