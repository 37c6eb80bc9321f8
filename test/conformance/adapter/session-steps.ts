/** The calls that cases make on session objects. */
import type { Settings } from "../../../src/conf/index.ts";
import { Session, type SessionStore } from "../../../src/sessions/index.ts";
import { NotOffered, type Clock, type Step } from "./protocol.ts";
import { rawSessionRows, sessionRows } from "./session-rows.ts";
import { decodeValue } from "./values.ts";

export interface StepsContext {
  readonly store: SessionStore;
  readonly settings: Settings;
  readonly now: () => number;
  /** Absent where the clock is the site's own affair. */
  readonly advance?: Clock["advance"];
}

/** Runs steps on session objects by name; `a` exists from the beginning. */
export class SessionSteps {
  readonly #context: StepsContext;
  readonly #sessions: Map<string, Session>;
  readonly #remembered = new Map<string, string | null>();

  constructor(context: StepsContext, first?: Session) {
    this.#context = context;
    this.#sessions = new Map([["a", first ?? this.#open(undefined)]]);
  }

  /** The result of each step; an error is a result, by its name. */
  async run(steps: readonly Step[]): Promise<unknown[]> {
    const results: unknown[] = [];
    for (const step of steps) {
      try {
        results.push(toAnswer(await this.#call(step)));
      } catch (error) {
        results.push({ raises: error instanceof Error ? error.name : "Error" });
      }
    }
    return results;
  }

  #open(sessionKey: string | undefined): Session {
    const { store, settings, now } = this.#context;
    return new Session({ store, settings, now, sessionKey });
  }

  async #call({ call, s: name = "a", args: given = [], kwargs = {} }: Step): Promise<unknown> {
    const args = given.map((value) => this.#argument(value));
    const [first] = args;
    switch (call) {
      case "open":
        this.#sessions.set(name, this.#open(first === undefined ? undefined : String(first)));
        return null;
      case "remember_key": {
        const key = this.#session(name).sessionKey;
        this.#remembered.set(String(first), key);
        return key;
      }
      case "rows":
        return sessionRows(this.#context.settings, this.#context.now);
      case "raw_rows":
        return rawSessionRows(this.#context.settings);
      case "command":
        return this.#command(String(first));
      case "clear_expired":
        return this.#context.store.clearExpired();
      case "advance":
        return this.#context.advance?.(Number(first));
      default:
        return callOn(this.#session(name), call, args, decodeKwargs(kwargs));
    }
  }

  #session(name: string): Session {
    const session = this.#sessions.get(name);
    if (session === undefined) throw new NotOffered(`a session named ${name}`);
    return session;
  }

  /** `@a.key` is the key of the session `a`, `@k` a key remembered as `k`. */
  #argument(value: unknown): unknown {
    if (typeof value === "string" && value.startsWith("@")) {
      const [name = "", member] = value.slice(1).split(".");
      return member === "key" ? this.#session(name).sessionKey : this.#remembered.get(name);
    }
    if (typeof value === "object" && value !== null) {
      if ("$now_plus" in value) return this.#fromNow(Number(value.$now_plus));
      // JavaScript has no timedelta; Django, too, makes it the moment so far from now.
      if ("$timedelta" in value) return this.#fromNow(Number(value.$timedelta));
    }
    return decodeValue(value);
  }

  #fromNow(seconds: number): Date {
    return new Date(this.#context.now() + seconds * 1000);
  }

  async #command(name: string): Promise<void> {
    if (name !== "clearsessions") throw new NotOffered(`the command ${name}`);
    await this.#context.store.clearExpired();
  }
}

type Kwargs = Readonly<Record<string, unknown>>;

function decodeKwargs(kwargs: Kwargs): Kwargs {
  return Object.fromEntries(Object.entries(kwargs).map(([key, item]) => [key, decodeValue(item)]));
}

function callOn(session: Session, call: string, args: readonly unknown[], kwargs: Kwargs): unknown {
  const name = typeof args[0] === "object" ? "" : String(args[0]);
  const known = calls[call];
  if (known === undefined) throw new NotOffered(call);
  return known(session, name, args, kwargs);
}

type Call = (session: Session, name: string, args: readonly unknown[], kwargs: Kwargs) => unknown;

const calls: Readonly<Record<string, Call>> = {
  flags: ({ accessed, modified }) => ({ accessed, modified }),
  reset_flags: (session) => {
    session.accessed = false;
    session.modified = false;
  },
  key: (session) => session.sessionKey,
  assign_key: (session, key) => {
    if (!Reflect.set(session, "sessionKey", key)) throw new TypeError("sessionKey is read-only");
  },
  getitem: (session, name) => {
    demand(session, name);
    return session.get(name);
  },
  get: (session, name, args) => session.get(name, args[1]),
  set: (session, name, args) => session.set(name, args[1]),
  delitem: (session, name) => {
    demand(session, name);
    session.delete(name);
  },
  contains: (session, name) => session.has(name),
  has_key: (session, name) => session.has(name),
  pop: (session, name, args, kwargs) => {
    if (args.length < 2 && !("default" in kwargs)) demand(session, name);
    return session.pop(name, args.length > 1 ? args[1] : kwargs["default"]);
  },
  setdefault: (session, name, args) => session.setDefault(name, args[1]),
  update: (session, _name, args) => session.update(Object(args[0]) as Kwargs),
  data: (session) => Object.fromEntries(session.items()),
  keys: (session) => session.keys(),
  values: (session) => session.values(),
  items: (session) => session.items(),
  clear: (session) => session.clear(),
  is_empty: (session) => session.isEmpty(),
  mutate: (session, name, [, key, value]) => {
    demand(session, name);
    Reflect.set(Object(session.get(name)), String(key), value);
  },
  mark_modified: (session) => {
    session.modified = true;
  },
  exists: (session, key) => session.exists(key),
  load: async (session) => Object.fromEntries(await session.load()),
  create: (session) => session.create(),
  save: (session, _name, _args, kwargs) =>
    session.save({ mustCreate: kwargs["must_create"] === true }),
  delete: (session, key, args) =>
    (args[0] ?? null) === null ? session.deleteStored() : session.deleteStored(key),
  flush: (session) => session.flush(),
  cycle_key: (session) => session.cycleKey(),
  set_expiry: (session, _name, args) => session.setExpiry(args[0] as number | Date | null),
  get_expiry_age: (session, _name, _args, kwargs) => session.getExpiryAge(kwargs),
  get_expiry_date: (session, _name, _args, kwargs) => session.getExpiryDate(kwargs),
  get_expire_at_browser_close: (session) => session.getExpireAtBrowserClose(),
  get_session_cookie_age: (session) => session.getSessionCookieAge(),
  set_test_cookie: (session) => session.setTestCookie(),
  test_cookie_worked: (session) => session.testCookieWorked(),
  delete_test_cookie: (session) => {
    demand(session, "testcookie");
    session.deleteTestCookie();
  },
};

/** Python's brackets refuse a name that is not there; `get` and `delete` are what TypeScript has. */
function demand(session: Session, name: string): void {
  if (!session.has(name)) throw new RangeError(`no ${name}`);
}

function toAnswer(value: unknown): unknown {
  if (value instanceof Date) {
    return { $datetime: value.toISOString().replace(/(?:\.000)?Z$/, "+00:00") };
  }
  return value ?? null;
}
