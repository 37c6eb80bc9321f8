/** A site of one test's views, with sessions and users, and visitors who keep their cookies. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import type { User } from "../../src/auth/index.ts";
import authentication from "../../src/auth/middleware.ts";
import { completeSettings, type Settings } from "../../src/conf/index.ts";
import { closeConnections } from "../../src/connections/index.ts";
import {
  HttpResponse,
  type GetResponse,
  type HttpRequest,
  type HttpResponseBase,
} from "../../src/http/index.ts";
import csrfView from "../../src/middleware/csrf.ts";
import sessions from "../../src/sessions/middleware.ts";
import { requestTo } from "../http/request-to.ts";
import { createAuthTables } from "../support/auth-tables.ts";
import { standingClock, type StandingClock } from "../support/clock.ts";
import { createUser, useUsers, type NewUser } from "./users.ts";

export const QUICK_HASHER = new URL("quick-hasher.ts", import.meta.url).href;

/** What happens in a view; an answer of its own is sent, else "done". */
type Visit = (request: HttpRequest) => unknown;

export interface AuthSite {
  readonly settings: Settings;
  readonly clock: StandingClock;
  readonly addUser: (user: NewUser) => Promise<User>;
  /** A site like this one on the same data, with other settings. */
  readonly again: (settings: Readonly<Record<string, unknown>>) => AuthSite;
  readonly visitor: (cookies?: Map<string, string>) => Visitor;
}

export async function makeAuthSite(
  t: TestContext,
  given: Readonly<Record<string, unknown>> = {},
): Promise<AuthSite> {
  const folder = await mkdtemp(join(tmpdir(), "mkweb-auth-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const clock = standingClock();
  const open = (more: Readonly<Record<string, unknown>>): AuthSite => {
    const settings = completeSettings({
      BASE_DIR: pathToFileURL(`${folder}/`),
      SECRET_KEY: "a secret of the tests",
      ALLOWED_HOSTS: ["testserver"],
      SESSION_ENGINE: "mkweb/sessions/backends/file",
      SESSION_FILE_PATH: folder,
      DATABASES: { default: { ENGINE: "sqlite", NAME: "users.sqlite3" } },
      PASSWORD_HASHERS: [QUICK_HASHER],
      ...given,
      ...more,
    });
    t.after(() => closeConnections(settings));
    useUsers(settings);
    return {
      settings,
      clock,
      addUser: (user) => createUser(settings, user),
      again: open,
      visitor: (cookies) => new Visitor(settings, clock, cookies),
    };
  };
  const site = open({});
  await createAuthTables(site.settings);
  return site;
}

/** A browser: what it is sent it sends again. */
export class Visitor {
  readonly cookies: Map<string, string>;
  readonly #settings: Settings;
  readonly #clock: StandingClock;

  constructor(settings: Settings, clock: StandingClock, cookies = new Map<string, string>()) {
    this.#settings = settings;
    this.#clock = clock;
    this.cookies = cookies;
  }

  get sessionKey(): string | undefined {
    return this.cookies.get("sessionid");
  }

  /** Another browser with the same cookies: a stolen session, or a second request at once. */
  copy(): Visitor {
    return new Visitor(this.#settings, this.#clock, new Map(this.cookies));
  }

  async visit(visit: Visit, target = "/"): Promise<HttpResponseBase> {
    useUsers(this.#settings);
    const view: GetResponse = async (request) => {
      const answer = await visit(request);
      return answer instanceof HttpResponse ? answer : new HttpResponse("done");
    };
    const context = { settings: this.#settings, now: this.#clock.now };
    const handler = await sessions(
      await csrfView(await authentication(view, context), context),
      context,
    );
    const cookie = Array.from(this.cookies, ([name, value]) => `${name}=${value}`).join("; ");
    const request = requestTo(target, {
      settings: this.#settings,
      context: { now: this.#clock.now },
      headers: cookie === "" ? {} : { cookie },
    });
    const response = await handler(request);
    this.#keep(response);
    return response;
  }

  /** What `visit` gives back, by way of a view. */
  async see<T>(visit: (request: HttpRequest) => T | Promise<T>): Promise<T> {
    let seen: { readonly value: T } | undefined;
    await this.visit(async (request) => {
      seen = { value: await visit(request) };
    });
    if (seen === undefined) throw new Error("the view was not called");
    return seen.value;
  }

  #keep(response: HttpResponseBase): void {
    for (const [name, { value, options }] of response.cookies) {
      if (options.maxAge === 0) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}
