import type { DatabaseSync } from "node:sqlite";
import { createHash } from "node:crypto";
import { datePart, dateDifference, moved } from "./sqlite-dates.ts";

const FIXED = { deterministic: true };
/** Number of compiled regular expressions to keep. */
const PATTERNS = 100;

/** Adds Django's functions that SQLite lacks to a connection. */
export function teachSqlite(database: DatabaseSync): void {
  database.function("mkweb_regexp", FIXED, regexp());
  database.function("mkweb_date", FIXED, datePart);
  database.function("mkweb_timediff", FIXED, dateDifference);
  database.function("mkweb_moved", FIXED, moved);
  database.function("mkweb_random", () => Math.random());
  database.function("mkweb_bitxor", FIXED, (one, other) =>
    one === null || other === null ? null : Number(BigInt(one as number) ^ BigInt(other as number)),
  );
  addTexts(database);
  for (const [name, sample, root] of [
    ["mkweb_stddev_pop", 0, true],
    ["mkweb_stddev_samp", 1, true],
    ["mkweb_var_pop", 0, false],
    ["mkweb_var_samp", 1, false],
  ] as const) {
    addVariance(database, name, sample, root);
  }
  database.aggregate("mkweb_any_value", {
    start: () => null as never,
    step: (kept: never, value) => kept ?? (value as never),
  });
}

type Value = string | number | bigint | Uint8Array | null;

/** A text function that returns null for any null argument. */
function strict(work: (...args: (string | number)[]) => Value) {
  return (...args: Value[]): Value => (args.includes(null) ? null : work(...(args as string[])));
}

function addTexts(database: DatabaseSync): void {
  const add = (name: string, work: (...args: never[]) => Value): void => {
    database.function(name, { ...FIXED, varargs: true }, strict(work as never));
  };
  add("mkweb_digest", (name: string, text: unknown) =>
    createHash(name).update(String(text)).digest("hex"),
  );
  add("mkweb_reverse", (text: unknown) => Array.from(String(text)).reverse().join(""));
  add("mkweb_repeat", (text: unknown, times: number) => String(text).repeat(Math.max(0, times)));
  add("mkweb_right", (text: unknown, size: number) =>
    size > 0 ? Array.from(String(text)).slice(-size).join("") : "",
  );
  add("mkweb_lpad", (text: unknown, size: number, fill: unknown) =>
    padding(text, size, fill, true),
  );
  add("mkweb_rpad", (text: unknown, size: number, fill: unknown) =>
    padding(text, size, fill, false),
  );
}

function padding(text: unknown, size: number, fill: unknown, before: boolean): string {
  const signs = Array.from(String(text));
  const missing = size - signs.length;
  const with_ = Array.from(String(fill));
  if (missing <= 0) return signs.slice(0, Math.max(0, size)).join("");
  if (with_.length === 0) return signs.join("");
  const pad = Array.from({ length: missing }, (_, at) => with_[at % with_.length]).join("");
  return before ? pad + signs.join("") : signs.join("") + pad;
}

function regexp(): (pattern: Value, text: Value, ignoreCase: Value) => Value {
  const known = new Map<string, RegExp>();
  return (pattern, text, ignoreCase) => {
    if (pattern === null || text === null) return null;
    const key = (ignoreCase ? "i" : "") + String(pattern);
    let compiled = known.get(key);
    if (!compiled) {
      if (known.size >= PATTERNS) known.clear();
      compiled = compile(String(pattern), Boolean(ignoreCase));
      known.set(key, compiled);
    }
    return compiled.test(String(text)) ? 1 : 0;
  };
}

/**
 * Compiles a pattern in the style of Python and PostgreSQL, whose leading flags, `(?i)`, apply to all of it.
 * Patterns that the strict Unicode mode refuses are compiled without it.
 */
function compile(pattern: string, ignoreCase: boolean): RegExp {
  const [front = "", named = ""] = /^\(\?([ims]+)\)/.exec(pattern) ?? [];
  const flags = [...new Set(named + (ignoreCase ? "i" : ""))].join("");
  const rest = pattern.slice(front.length);
  try {
    return new RegExp(rest, `${flags}u`);
  } catch {
    return new RegExp(rest, flags);
  }
}

interface Moments {
  readonly count: number;
  readonly mean: number;
  readonly squares: number;
}

function addVariance(database: DatabaseSync, name: string, sample: number, root: boolean): void {
  database.aggregate(name, {
    start: (): Moments => ({ count: 0, mean: 0, squares: 0 }),
    step: (sofar: Moments, value: unknown): Moments => {
      if (value === null) return sofar;
      const count = sofar.count + 1;
      const distance = Number(value) - sofar.mean;
      const mean = sofar.mean + distance / count;
      return { count, mean, squares: sofar.squares + distance * (Number(value) - mean) };
    },
    result: ({ count, squares }: Moments) => {
      if (count <= sample) return null;
      const variance = squares / (count - sample);
      return root ? Math.sqrt(variance) : variance;
    },
  } as never);
}
