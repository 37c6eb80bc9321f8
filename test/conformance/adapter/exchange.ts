/** `http.exchange`: requests to a site of the case's own, and what its answers look like. */
import { unmaskToken } from "../../../src/middleware/csrf/token.ts";
import { loadsJson } from "../../../src/signing/index.ts";
import type { Operation } from "./answer.ts";
import { attributesOf, valueOf } from "./cookies.ts";
import {
  clockAt,
  NotOffered,
  NOW,
  type Given,
  type RequestSpec,
  type SaveSpec,
} from "./protocol.ts";
import { hideSessionKeys } from "./session-keys.ts";
import { sessionRows } from "./session-rows.ts";
import { siteOf } from "./site.ts";
import { Visitor, type Received } from "./visitor.ts";

type Saved = Map<string, string | null>;

export const exchange: Operation = async (given, doing) => {
  const clock = clockAt(given.now ?? NOW);
  const requests = doing["requests"] as readonly RequestSpec[];
  const mountedAt = requests.find((each) => each.script_name !== undefined)?.script_name;
  const site = await siteOf(mountedAt === undefined ? given : mounted(given, mountedAt), clock);
  const visitor = new Visitor(site.application.nodeListener);
  const saved: Saved = new Map();
  const responses: object[] = [];
  let rows: readonly object[] | undefined;
  try {
    for (const raw of requests) {
      const spec = fillIn(raw, saved) as RequestSpec;
      clock.advance(spec.advance ?? 0);
      if (spec.forget_cookies === true) visitor.jar.clear();
      const received = await visitor.send(spec);
      const mistake = site.misconfiguration();
      if (mistake) throw mistake;
      // The length is the server's to add; the cases ask what the application said.
      const length = site.lastResponse()?.headers.get("Content-Length");
      const seen = { ...received, headers: { ...received.headers, "content-length": length } };
      responses.push(observe(seen, spec.observe ?? [], clock()));
      for (const [name, what] of Object.entries(spec.save ?? {})) {
        saved.set(name, pick(received, what, visitor));
      }
    }
    if (doing["rows"] === true) rows = await sessionRows(site.application.settings, clock);
  } finally {
    visitor.close();
    await site.close();
  }
  const relations = doing["relations"] as readonly Relation[] | undefined;
  return hideSessionKeys({
    responses,
    ...(rows === undefined ? {} : { rows }),
    ...(relations === undefined ? {} : { relations: relations.map((each) => holds(each, saved)) }),
  });
};

/** What a WSGI server says with each request, an mkweb site knows from its settings. */
function mounted(given: Given, scriptName: string): Given {
  return { ...given, settings: { FORCE_SCRIPT_NAME: scriptName, ...given.settings } };
}

/** `${name}` stands for what an earlier response gave. */
function fillIn(value: unknown, saved: Saved): unknown {
  if (typeof value === "string") {
    return value.replace(/\$\{(\w+)\}/g, (all, name: string) => saved.get(name) ?? all);
  }
  if (Array.isArray(value)) return value.map((item) => fillIn(item, saved));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillIn(item, saved)]));
}

function observe(
  received: Received,
  names: readonly string[],
  nowMs: number,
): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, observation(received, name, nowMs)]));
}

function observation(received: Received, name: string, nowMs: number): unknown {
  const [what = "", ...rest] = name.split(":");
  const argument = rest.join(":");
  const cookies = received.cookies.filter((each) => each.name === argument);
  const cookie = cookies.at(-1);
  switch (what) {
    case "status":
      return received.status;
    case "reason":
      return received.reason;
    case "body":
      return received.body.toString("utf8");
    case "json":
      return loadsJson(received.body.toString("utf8"));
    case "body_length":
      return received.body.length;
    case "contains":
      return received.body.toString("utf8").includes(argument);
    case "header":
      return headerOf(received, argument);
    case "cookies":
      return [...new Set(received.cookies.map((each) => each.name))].sort();
    case "cookie":
      return cookie ? { value: valueOf(cookie), ...attributesOf(cookie, nowMs) } : null;
    case "cookie_attrs":
      return cookie ? attributesOf(cookie, nowMs) : null;
    case "cookie_len":
      return cookie ? valueOf(cookie).length : null;
    case "cookie_raw":
      return cookies.map(({ raw }) => raw);
    // Which of its reasons the CSRF protection gave is for its log; the page says it with DEBUG only.
    case "csrf_reason":
      return null;
    default:
      throw new NotOffered(`observing ${name}`);
  }
}

function headerOf(received: Received, name: string): string | null {
  const value = received.headers[name.toLowerCase()];
  return (Array.isArray(value) ? value.join(", ") : value) ?? null;
}

function pick(received: Received, what: SaveSpec, { jar }: Visitor): string | null {
  if (what.cookie !== undefined) {
    const set = received.cookies.findLast((each) => each.name === what.cookie);
    return (set ? valueOf(set) : jar.get(what.cookie)) ?? null;
  }
  if (what.header !== undefined) return headerOf(received, what.header);
  const body = received.body.toString("utf8");
  if (what.form_field === undefined) return body;
  const input = new RegExp(`<input[^>]*name="${what.form_field}"[^>]*value="([^"]*)"`);
  return input.exec(body)?.[1] ?? null;
}

type Relation = readonly [name: string, one: unknown, other?: unknown];

function holds([relation, first, second]: Relation, saved: Saved): boolean {
  const read = (value: unknown): unknown =>
    typeof value === "string" && saved.has(value) ? saved.get(value) : value;
  const one = read(first);
  const other = read(second);
  switch (relation) {
    case "eq":
      return one === other;
    case "ne":
      return one !== other;
    case "secret_eq":
      return secretOf(one) === secretOf(other);
    case "secret_ne":
      return secretOf(one) !== secretOf(other);
    case "is_null":
      return one === null;
    case "length":
      return String(one).length === Number(other);
    case "alnum":
      return /^[a-zA-Z0-9]+$/.test(String(one));
    default:
      throw new NotOffered(`the relation ${relation}`);
  }
}

function secretOf(token: unknown): string {
  return unmaskToken(String(token));
}
