/** A whole site with the pages of accounts and a database of its own, and visitors by the test client. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import type { User } from "../../src/auth/index.ts";
import { completeSettings, type Settings } from "../../src/conf/index.ts";
import { closeConnections } from "../../src/connections/index.ts";
import { EmailMessage } from "../../src/mail/index.ts";
import { Client, type ClientOptions, type ClientResponse } from "../../src/test/index.ts";
import { createAuthTables } from "../support/auth-tables.ts";
import { QUICK_HASHER } from "./site.ts";
import { createUser, type NewUser } from "./users.ts";

export interface AccountsSite {
  readonly settings: Settings;
  /** The site's folder. */
  readonly root: URL;
  readonly addUser: (user: NewUser) => Promise<User>;
  /** A browser that nobody has used yet; it has to show CSRF tokens, as real ones do. */
  readonly visitor: (options?: ClientOptions) => Client;
}

export async function makeAccountsSite(
  t: TestContext,
  given: Readonly<Record<string, unknown>> = {},
): Promise<AccountsSite> {
  const folder = await mkdtemp(join(tmpdir(), "mkweb-accounts-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const root = pathToFileURL(`${folder}/`);
  const settings = completeSettings({
    BASE_DIR: root,
    SECRET_KEY: "a secret of the tests",
    // A cache of its own, or wrong passwords at one site would count at the next.
    CACHES: { default: { BACKEND: "mkweb/cache/backends/locmem", LOCATION: folder } },
    INSTALLED_APPS: ["mkweb/contenttypes", "mkweb/sessions", "mkweb/auth"],
    MIDDLEWARE: [
      "mkweb/sessions/middleware",
      "mkweb/middleware/common",
      "mkweb/middleware/csrf",
      "mkweb/auth/middleware",
    ],
    ROOT_URLCONF: new URL("accounts/urls.ts", import.meta.url).href,
    TEMPLATES: [
      {
        DIRS: ["templates"],
        APP_DIRS: true,
        OPTIONS: { context_processors: ["mkweb/auth/context-processors#auth"] },
      },
    ],
    SESSION_ENGINE: "mkweb/sessions/backends/file",
    SESSION_FILE_PATH: folder,
    DATABASES: { default: { ENGINE: "sqlite", NAME: "users.sqlite3" } },
    PASSWORD_HASHERS: [QUICK_HASHER],
    LOGIN_REDIRECT_URL: "home",
    ...given,
  });
  t.after(() => closeConnections(settings));
  await createAuthTables(settings);
  return {
    settings,
    root,
    addUser: (user) => createUser(settings, user),
    visitor: (options = {}) => new Client({ settings, enforceCsrfChecks: true, ...options }),
  };
}

/** Fills in the form of a page and sends it, with the token that the page shows. */
export async function submit(
  visitor: Client,
  page: string,
  fields: Readonly<Record<string, string>>,
): Promise<ClientResponse> {
  const { text } = await visitor.get(page);
  const token = /name="csrfmiddlewaretoken" value="(\w+)"/.exec(text)?.[1] ?? "";
  return visitor.post(page, { csrfmiddlewaretoken: token, ...fields });
}

/** Logs in by the login page. */
export function logIn(
  visitor: Client,
  username: string,
  password: string,
): Promise<ClientResponse> {
  return submit(visitor, "/accounts/login/", { username, password });
}

/** Follows the link of a mail to the page it leads to; the address of that page. */
export async function followLink(visitor: Client, link: string): Promise<string> {
  const { status, url } = await visitor.get(link);
  if (status !== 302) throw new Error(`The link answers ${status}: it is not valid.`);
  return url;
}

/** The link in a mail, without the host. */
export function linkIn({ body }: EmailMessage | undefined = new EmailMessage()): string {
  return /^http:\/\/testserver(\/\S+)$/m.exec(body)?.[1] ?? "";
}
