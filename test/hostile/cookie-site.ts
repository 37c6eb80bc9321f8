/** A site under attack, its visitors, and the cookies it gave them. */
import { mkdtemp, mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { closeCaches } from "../../src/cache/index.ts";
import { completeSettings, env, type Settings } from "../../src/conf/index.ts";
import { closeConnections, getConnection } from "../../src/connections/index.ts";
import { getApplication, serve, type Application } from "../../src/server/index.ts";
import { CookieJar } from "../../src/test/index.ts";
import { createUser } from "../auth/users.ts";
import { createAuthTables } from "../support/auth-tables.ts";
import { standingClock } from "../support/clock.ts";

export const engines = ["db", "cached-db", "cache", "file", "signed-cookies"] as const;
export type SessionEngine = (typeof engines)[number];

/** Where a session cookie comes from. Only `live` ones mean anything to the site. */
export const origins = ["live", "loggedOut", "expired", "otherKey", "otherSite"] as const;
export type Origin = (typeof origins)[number];

export interface Issued {
  readonly user: string;
  readonly origin: Origin;
}

export interface CookieSite {
  readonly engine: SessionEngine;
  readonly port: number;
  /** Every session cookie that was given to anybody. */
  readonly sessions: ReadonlyMap<string, Issued>;
  /** Every messages cookie of the site itself, with its user. */
  readonly messages: ReadonlyMap<string, string>;
  /** What was answered with 500. */
  readonly failures: readonly unknown[];
  readonly close: () => Promise<void>;
}

const USERS = 4;
const QUICK_HASHER = new URL("../auth/quick-hasher.ts", import.meta.url).href;

/**
 * @param databaseUrl Makes an empty database for the site, and another for its neighbour. Default: SQLite files.
 */
export async function makeCookieSite(
  engine: SessionEngine,
  databaseUrl?: () => Promise<string>,
): Promise<CookieSite> {
  const folder = await mkdtemp(join(tmpdir(), "mkweb-cookies-"));
  const clock = standingClock();
  const failures: unknown[] = [];
  const sessions = new Map<string, Issued>();
  const messages = new Map<string, string>();

  const urls = {
    main: (await databaseUrl?.()) ?? `sqlite:${join(folder, "main.sqlite3")}`,
    other: (await databaseUrl?.()) ?? `sqlite:${join(folder, "other.sqlite3")}`,
  };
  const open = async (place: keyof typeof urls, SECRET_KEY: string): Promise<Application> =>
    getApplication(await settingsIn(join(folder, place), SECRET_KEY, engine, urls[place]), {
      now: clock.now,
      onError: (error, _request, status) => {
        if (status >= 500) failures.push(error);
      },
    });
  const visit = async (application: Application, origin: Origin): Promise<void> => {
    for (let number = 1; number <= USERS; number++) {
      const user = `${origin}-${number}`;
      await createUser(application.settings, { username: user, password: `pw-${user}` });
      const jar = await cookiesOf(application, `/enter/?user=${user}`, new CookieJar());
      sessions.set(jar.get("sessionid") ?? "", { user, origin });
      if (origin === "live") messages.set(jar.get("messages") ?? "", user);
      if (origin === "loggedOut") await cookiesOf(application, "/leave/", jar);
    }
  };

  const otherSite = await open("other", "the key of another site");
  const otherKey = await open("main", "a key that is not this site's");
  const main = await open("main", "the key of this site");
  await Promise.all([main, otherSite].map(({ settings }) => createTables(settings)));
  await visit(main, "expired");
  clock.advance(main.settings.SESSION_COOKIE_AGE + 1);
  await visit(otherSite, "otherSite");
  await visit(otherKey, "otherKey");
  await visit(main, "loggedOut");
  await visit(main, "live");

  const stop = new AbortController();
  const serving = await serve(main, {
    host: "127.0.0.1",
    port: 0,
    signal: stop.signal,
    gracePeriodMs: 500,
  });
  const close = async (): Promise<void> => {
    stop.abort();
    await serving.closed;
    for (const { settings } of [main, otherKey, otherSite]) {
      await closeCaches(settings);
      await closeConnections(settings);
    }
    await rm(folder, { recursive: true, force: true });
  };
  return { engine, port: serving.port, sessions, messages, failures, close };
}

async function settingsIn(
  folder: string,
  SECRET_KEY: string,
  engine: SessionEngine,
  url: string,
): Promise<Settings> {
  await mkdir(join(folder, "sessions"), { recursive: true });
  return completeSettings({
    BASE_DIR: pathToFileURL(`${folder}/`),
    SECRET_KEY,
    ALLOWED_HOSTS: ["testserver"],
    ROOT_URLCONF: new URL("views/urls.ts", import.meta.url).href,
    INSTALLED_APPS: ["mkweb/contenttypes", "mkweb/auth", "mkweb/sessions", "mkweb/messages"],
    MIDDLEWARE: [
      "mkweb/sessions/middleware",
      "mkweb/middleware/common",
      "mkweb/middleware/csrf",
      "mkweb/auth/middleware",
      "mkweb/messages/middleware",
    ],
    SESSION_ENGINE: `mkweb/sessions/backends/${engine}`,
    SESSION_FILE_PATH: join(folder, "sessions"),
    DATABASES: { default: env.database("NO_SUCH_VARIABLE", url) },
    CACHES: {
      default: {
        BACKEND: "mkweb/cache/backends/locmem",
        LOCATION: folder,
        // The sessions that the attack begins must not drive out those it is after.
        OPTIONS: { MAX_ENTRIES: 1_000_000 },
      },
    },
    PASSWORD_HASHERS: [QUICK_HASHER],
  });
}

async function createTables(settings: Settings): Promise<void> {
  await createAuthTables(settings);
  const connection = getConnection(settings);
  const moment = connection.vendor === "sqlite" ? "datetime" : "timestamp with time zone";
  await connection.run(
    "CREATE TABLE django_session (session_key varchar(40) NOT NULL PRIMARY KEY, " +
      `session_data text NOT NULL, expire_date ${moment} NOT NULL)`,
  );
}

/** What a visitor with these cookies has after a visit. */
async function cookiesOf(
  application: Application,
  path: string,
  jar: CookieJar,
): Promise<CookieJar> {
  const cookie = jar.header();
  const headers = cookie === undefined ? {} : { cookie };
  const response = await application.fetch(new Request(`http://testserver${path}`, { headers }));
  if (!response.ok) throw new Error(`${path} was answered ${response.status}`);
  for (const header of response.headers.getSetCookie()) jar.store(header);
  return jar;
}
