/** Sessions of one case, in a table that can be looked into: a session engine like any project's own. */
import type { Settings } from "../../../src/conf/index.ts";
import {
  CreateError,
  decodeSession,
  encodeSession,
  UpdateError,
  type SessionStore,
  type SessionStoreFactory,
} from "../../../src/sessions/index.ts";
import type { SessionSpec } from "./protocol.ts";

interface StoredRow {
  readonly text: string;
  readonly expires: number;
}

const tables = new WeakMap<Settings, Map<string, StoredRow>>();

function tableOf(settings: Settings): Map<string, StoredRow> {
  const table = tables.get(settings) ?? new Map<string, StoredRow>();
  tables.set(settings, table);
  return table;
}

const sessionTable: SessionStoreFactory = ({ settings, now }): SessionStore => {
  const table = tableOf(settings);
  return {
    synchronous: true,
    load(sessionKey) {
      const row = table.get(sessionKey);
      return row && row.expires > now() ? decodeSession(row.text, settings) : undefined;
    },
    async exists(sessionKey) {
      return table.has(sessionKey);
    },
    async save(sessionKey, items, { mustCreate, expireDate }) {
      if (mustCreate && table.has(sessionKey)) throw new CreateError();
      if (!mustCreate && !table.has(sessionKey)) throw new UpdateError();
      const text = encodeSession(items, settings, now);
      table.set(sessionKey, { text, expires: expireDate.getTime() });
      return sessionKey;
    },
    async delete(sessionKey) {
      table.delete(sessionKey);
    },
    async clearExpired() {
      for (const [key, { expires }] of table) if (expires <= now()) table.delete(key);
    },
  };
};

export default sessionTable;

/** Puts in the rows that a case begins with. */
export function fillSessions(
  settings: Settings,
  specs: readonly SessionSpec[],
  now: () => number,
): void {
  for (const { key, data = {}, raw, expires_in: seconds = 1_209_600 } of specs) {
    const text = raw ?? encodeSession(new Map(Object.entries(data)), settings, now);
    tableOf(settings).set(key, { text, expires: now() + seconds * 1000 });
  }
}

/** Every row as cases list them. */
export function sessionRows(settings: Settings, now: () => number): readonly object[] {
  return [...tableOf(settings)].map(([key, { text, expires }]) => ({
    key,
    data: Object.fromEntries(decodeSession(text, settings)),
    expires_in: (expires - now()) / 1000,
  }));
}
