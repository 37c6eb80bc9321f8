/** The table `django_session` of one case: what it begins with, and what is in it afterwards. */
import type { Settings } from "../../../src/conf/index.ts";
import { getConnection } from "../../../src/connections/index.ts";
import { decodeSession, encodeSession } from "../../../src/sessions/index.ts";
import type { SessionSpec } from "./protocol.ts";

/** Makes the table, as the migration does, and puts in the rows that a case begins with. */
export async function createSessions(
  settings: Settings,
  specs: readonly SessionSpec[],
  now: () => number,
): Promise<void> {
  const connection = getConnection(settings);
  await connection.run(
    'CREATE TABLE "django_session" ("session_key" varchar(40) NOT NULL PRIMARY KEY, ' +
      '"session_data" text NOT NULL, "expire_date" datetime NOT NULL)',
  );
  for (const { key, data = {}, raw, expires_in: seconds = 1_209_600 } of specs) {
    const text = raw ?? encodeSession(new Map(Object.entries(data)), settings, now);
    const expires = new Date(now() + seconds * 1000);
    await connection.run('INSERT INTO "django_session" VALUES (?, ?, ?)', [key, text, expires]);
  }
}

/** Every row as cases list them, what it means. */
export async function sessionRows(
  settings: Settings,
  now: () => number,
): Promise<readonly object[]> {
  return (await stored(settings)).map(({ session_key: key, session_data, expire_date }) => ({
    key,
    data: Object.fromEntries(decodeSession(String(session_data), settings)),
    expires_in: (Date.parse(`${String(expire_date)}Z`) - now()) / 1000,
  }));
}

/** Every row as SQLite holds it. */
export async function rawSessionRows(settings: Settings): Promise<readonly object[]> {
  return (await stored(settings)).map(({ session_key, expire_date }) => ({
    session_key,
    expire_date,
  }));
}

function stored(settings: Settings) {
  return getConnection(settings).all('SELECT * FROM "django_session" ORDER BY rowid');
}
