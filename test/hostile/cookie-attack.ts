/** Sends hostile cookies to a site and says what went wrong: a 500, somebody else's data, a chosen key. */
import { decodeCookieHeader, parseCookie } from "../../src/http/index.ts";
import { Random } from "../fuzz/random.ts";
import { cookieHeader, kinds, type Kind } from "./cookie-kinds.ts";
import type { CookieSite, Issued } from "./cookie-site.ts";
import { RawClient, type RawResponse } from "./raw-client.ts";
import type { Identity } from "./views/urls.ts";

export interface Outcome {
  /** Responses by kind of cookie and status: `changed 200`. */
  readonly counts: ReadonlyMap<string, number>;
  /** Requests that were answered with the data of their own live session. */
  readonly recognised: number;
  readonly wrong: readonly string[];
}

const CONNECTIONS = 8;

/** @param requests How many to send, over eight connections at once. */
export async function attack(site: CookieSite, requests: number, seed: number): Promise<Outcome> {
  const random = new Random(seed);
  const counts = new Map<string, number>();
  const wrong: string[] = [];
  let recognised = 0;
  let sent = 0;

  const one = async (client: RawClient): Promise<void> => {
    const kind = random.pick(kinds);
    const header = `csrftoken=${TOKEN}; ${cookieHeader(kind, random, site)}`;
    const [method, path] = random.pick([
      ["GET", "/who/"],
      ["GET", "/write/"],
      ["POST", "/write/"],
    ]);
    const cookies = parseCookie(decodeCookieHeader(header));
    const response = await client.send(request(method, path, header, cookies["csrftoken"]));
    const key = `${kind} ${response.status}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    const known = knownTo(site, cookies);
    if (response.status === 200 && known.user !== "") recognised += 1;
    const problem = judge(response, known, { kind, path, cookies, site });
    if (problem) wrong.push(`${problem}\n  kind: ${kind}\n  cookie: ${JSON.stringify(header)}`);
  };
  const connection = async (): Promise<void> => {
    const client = new RawClient(site.port);
    while (sent < requests) {
      sent += 1;
      await one(client);
    }
    client.close();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  return { counts, recognised, wrong: [...wrong, ...site.failures.map(String)] };
}

/** A token of the right form, so that most forms get as far as the view. */
const TOKEN = "aZ0".repeat(11).slice(0, 32);

function request(method: string, path: string, cookie: string, token = ""): string {
  // Of a token only what can stand in a header; the cookie has all of it.
  const csrf = token.replaceAll(/[^\x21-\x7e]/g, "");
  return (
    `${method} ${path} HTTP/1.1\r\nHost: testserver\r\nContent-Length: 0\r\n` +
    `X-CSRFToken: ${csrf}\r\nCookie: ${cookie}\r\n\r\n`
  );
}

/** Who may be recognised by these cookies: whoever got exactly them from this site, as long as they hold. */
function knownTo(site: CookieSite, cookies: Readonly<Record<string, string>>): Identity {
  const issued = site.sessions.get(cookies["sessionid"] ?? "");
  const user = issued && holds(issued, site) ? issued.user : "";
  const note = site.messages.get(cookies["messages"] ?? "");
  return {
    user,
    secret: user === "" ? null : `secret of ${user}`,
    messages: note === undefined ? [] : [`note for ${note}`],
  };
}

/** A signed cookie holds its data itself, so a copy outlives the logout, as in Django. */
function holds({ origin }: Issued, { engine }: CookieSite): boolean {
  return origin === "live" || (origin === "loggedOut" && engine === "signed-cookies");
}

interface Sent {
  readonly kind: Kind;
  readonly path: string;
  readonly cookies: Readonly<Record<string, string>>;
  readonly site: CookieSite;
}

/** 403 comes from the CSRF protection; 400 and 431 from node:http, which closes when it refuses a header. */
function isRefusal({ status, head }: RawResponse): boolean {
  return (
    status === 403 || ((status === 400 || status === 431) && /^connection: close$/im.test(head))
  );
}

/** What is wrong with a response; `undefined` if nothing is. */
function judge(response: RawResponse, known: Identity, sent: Sent): string | undefined {
  const given = /^set-cookie: sessionid=([^;\n]*)/im.exec(response.head)?.[1];
  if (given !== undefined && isOfSomebodyElse(given, sent)) return `was given ${given}`;
  if (isRefusal(response)) return undefined;
  if (response.status !== 200) return `answered ${response.status}: ${response.body}`;
  const expected = JSON.stringify(known);
  const told = JSON.stringify(JSON.parse(response.body));
  if (told !== expected) return `answered ${told}, not ${expected}`;
  if (sent.path === "/write/" && known.user === "" && !given && !isKept(sent)) {
    return "wrote to a session without giving it a key";
  }
  return undefined;
}

/** Whether the site handed out a cookie that somebody has, or one the visitor chose. */
function isOfSomebodyElse(given: string, sent: Sent): boolean {
  const issued = sent.site.sessions.get(given);
  if (given !== sent.cookies["sessionid"]) return issued !== undefined;
  return !issued || !(holds(issued, sent.site) || isKept(sent));
}

/** The row of a session that another key signed is there, and goes on with nothing in it, as in Django. */
function isKept({ cookies, site }: Sent): boolean {
  return site.sessions.get(cookies["sessionid"] ?? "")?.origin === "otherKey";
}
