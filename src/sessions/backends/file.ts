/** `mkweb/sessions/backends/file`: a SESSION_ENGINE: one file for each session. */
import { randomUUID } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { link, readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { hasErrorCode } from "../../platform/index.ts";
import { decodeSession, encodeSession } from "../codec.ts";
import { expiryDate } from "../expiry.ts";
import { CreateError, UpdateError, type SessionItems, type SessionStore } from "../store.ts";
import type { SessionStoreFactory } from "./context.ts";

/** Keys come from cookies, so only short ones in our own alphabet may become part of a path. */
const FILE_SAFE_KEY = /^[a-z0-9]{8,40}$/;

/**
 * Keeps each session in a file in SESSION_FILE_PATH (`mkweb/sessions/backends/file`), by default the system's
 * temporary folder. All processes of one machine share them.
 */
const fileSessions: SessionStoreFactory = ({ settings, now }): SessionStore => {
  const folder = settings.SESSION_FILE_PATH ?? tmpdir();
  const prefix = settings.SESSION_COOKIE_NAME;
  const fileOf = (sessionKey: string): string | undefined =>
    FILE_SAFE_KEY.test(sessionKey) ? path.join(folder, prefix + sessionKey) : undefined;

  const load = (sessionKey: string): SessionItems | undefined => {
    const file = fileOf(sessionKey);
    if (file === undefined) return undefined;
    try {
      const items = decodeSession(readFileSync(file, "utf8"), settings);
      const modification = statSync(file).mtime;
      const ended = expiryDate(items, settings, now(), { modification }).getTime() <= now();
      return ended ? undefined : items;
    } catch (error) {
      if (hasErrorCode(error, "ENOENT")) return undefined;
      throw error;
    }
  };

  return {
    synchronous: true,
    load,
    async exists(sessionKey) {
      const file = fileOf(sessionKey);
      return file !== undefined && (await stat(file).catch(() => undefined)) !== undefined;
    },
    async save(sessionKey, items, { mustCreate }) {
      const file = fileOf(sessionKey);
      if (file === undefined) throw new UpdateError();
      const staged = path.join(folder, `.${prefix}${randomUUID()}`);
      try {
        await writeFile(staged, encodeSession(items, settings, now), { mode: 0o600 });
        // A session's age is computed from the file's time.
        await utimes(staged, now() / 1000, now() / 1000);
        if (mustCreate) await link(staged, file);
        else if (await stat(file).catch(() => undefined)) await rename(staged, file);
        else throw new UpdateError();
      } catch (error) {
        throw hasErrorCode(error, "EEXIST") ? new CreateError() : error;
      } finally {
        await rm(staged, { force: true }).catch(() => undefined);
      }
      return sessionKey;
    },
    async delete(sessionKey) {
      const file = fileOf(sessionKey);
      if (file !== undefined) await rm(file, { force: true });
    },
    async clearExpired() {
      for (const name of await readdir(folder)) {
        if (!name.startsWith(prefix)) continue;
        const sessionKey = name.slice(prefix.length);
        if (FILE_SAFE_KEY.test(sessionKey) && load(sessionKey) === undefined) {
          await rm(path.join(folder, name), { force: true });
        }
      }
    },
  };
};

export default fileSessions;
