/** Text lookups: by a part of the text, or by a regular expression. */
import type { TextLookup } from "../../dialects/dialect.ts";
import { ValueError } from "../../errors.ts";
import { Expression } from "../../nodes/expression.ts";
import { Inner, Slot } from "../../slots.ts";
import { Compiled } from "../compiled.ts";
import type { Env } from "../env.ts";
import { BOOLEAN, FALSE, HOLE, RESHAPE, concat, type Sql } from "../sql.ts";
import { bindSlot, rightSide, unstorable, valueAt } from "./operands.ts";

const PATTERNS: Readonly<Record<TextLookup, readonly [before: string, after: string]>> = {
  contains: ["%", "%"],
  iContains: ["%", "%"],
  startsWith: ["", "%"],
  iStartsWith: ["", "%"],
  endsWith: ["%", ""],
  iEndsWith: ["%", ""],
  iExact: ["", ""],
};

/** SQLite's patterns end at a NUL, and would then match too much. */
const isNoPattern = unstorable("postgresql");

export function isPattern(name: string): name is TextLookup {
  return name in PATTERNS;
}

export function like(env: Env, left: Sql, name: TextLookup, value: unknown): Sql {
  const { dialect } = env.scope;
  const [before, after] = PATTERNS[name];
  if (value instanceof Compiled || value instanceof Expression || value instanceof Inner) {
    const right = rightSide(env, left, name, value);
    const escaped = ["\\", "%", "_"].reduce(
      (text, sign) => `REPLACE(${text}, '${sign}', '\\${sign}')`,
      dialect.castText(right.text),
    );
    const pattern = [before && `'${before}'`, escaped, after && `'${after}'`].filter(Boolean);
    const text = dialect.like(name, left, `(${pattern.join(" || ")})`);
    return { ...concat("", [left, right], BOOLEAN), text };
  }
  const convert = (each: unknown): string | typeof RESHAPE => {
    const plain = plainText(each);
    if (isNoPattern(plain)) return RESHAPE;
    return before + plain.replace(/[\\%_]/g, "\\$&") + after;
  };
  return withParameter(env, value, convert, left, dialect.like(name, left, HOLE));
}

export function matches(env: Env, left: Sql, value: unknown, ignoreCase: boolean): Sql {
  const { dialect } = env.scope;
  if (value instanceof Compiled || value instanceof Expression) {
    const right = rightSide(env, left, "regex", value);
    return {
      ...concat("", [left, right], BOOLEAN),
      text: dialect.regex(left, right.text, ignoreCase),
    };
  }
  const convert = (each: unknown): string | typeof RESHAPE => {
    const plain = plainText(each);
    return isNoPattern(plain) ? RESHAPE : dialect.pattern(plain);
  };
  return withParameter(env, value, convert, left, dialect.regex(left, HOLE, ignoreCase));
}

function withParameter(
  env: Env,
  value: unknown,
  convert: (value: unknown) => unknown,
  left: Sql,
  text: string,
): Sql {
  if (value === null) throw new ValueError("Cannot use null as a query value; isNull() says so.");
  const first = convert(value instanceof Slot ? valueAt(env, value) : value);
  if (first === RESHAPE) {
    env.scope.compilation.cacheable = false;
    return FALSE;
  }
  const right: Sql = { text: "", binds: [bindSlot(value, convert)], type: BOOLEAN };
  return { ...concat("", [left, right], BOOLEAN), text };
}

/** The text to compare with: numbers and booleans as Python's `str` writes them. */
function plainText(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  throw new ValueError("This lookup compares with a text.");
}
