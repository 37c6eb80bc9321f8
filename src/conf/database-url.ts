import type { DatabaseSettings } from "./settings.ts";

/**
 * Parses the URL of a database: `sqlite:db.sqlite3` (relative to BASE_DIR), `sqlite:/srv/db.sqlite3`,
 * `sqlite::memory:` (also with `//` or `///` after the colon), or
 * `postgresql://user:password@host:5432/name`, whose query parameters become OPTIONS.
 *
 * @returns `undefined` for any other text.
 */
export function parseDatabaseUrl(text: string): DatabaseSettings | undefined {
  const sqlite = /^sqlite3?:(?:\/\/\/?)?(.+)$/.exec(text)?.[1];
  if (sqlite !== undefined) return { ENGINE: "sqlite", NAME: sqlite };
  if (!/^postgres(?:ql)?:\/\//.test(text) || !URL.canParse(text)) return undefined;
  const { username, password, hostname, port, pathname, searchParams } = new URL(text);
  const { host = hostname, ...options } = Object.fromEntries(searchParams);
  const name = decodeURIComponent(pathname.slice(1));
  if (name === "") return undefined;
  return {
    ENGINE: "postgresql",
    NAME: name,
    ...(username === "" ? {} : { USER: decodeURIComponent(username) }),
    ...(password === "" ? {} : { PASSWORD: decodeURIComponent(password) }),
    ...(host === "" ? {} : { HOST: decodeURIComponent(host) }),
    ...(port === "" ? {} : { PORT: Number(port) }),
    ...(Object.keys(options).length === 0 ? {} : { OPTIONS: options }),
  };
}
