/** Reads variables and their members for compiled templates. */
import { isPromiseLike } from "../../values/index.ts";
import type { RenderState } from "../state.ts";
import { attribute, isConstructor } from "./attribute.ts";

/** Returns the value of a variable: `V` in compiled code. Functions are called. */
export function getValue(value: unknown, state: RenderState): unknown {
  return shown(getFirst(value, state), state);
}

/** Returns a member of a value: `D` in compiled code. */
export function getMember(owner: unknown, key: string, state: RenderState): unknown {
  return shown(getInner(owner, key, state), state);
}

/** Returns a variable with further lookups: `U` in compiled code. */
export function getFirst(value: unknown, state: RenderState): unknown {
  return ready(typeof value === "function" ? callIfAllowed(value, undefined, state) : value);
}

/** Returns a member with further lookups: `I` in compiled code. */
export function getInner(owner: unknown, key: string, state: RenderState): unknown {
  if (owner === quiet) return quiet;
  try {
    const value = attribute(owner, key);
    return ready(typeof value === "function" ? callIfAllowed(value, owner, state) : value);
  } catch (error) {
    return silenced(error);
  }
}

/** The value of a variable after a silent failure, during a lookup. */
const quiet = Symbol("failed silently");

function shown(value: unknown, state: RenderState): unknown {
  return value === quiet ? state.engine.stringIfInvalid : value;
}

/** Forms must be validated, and their choices loaded, before they are shown: this promise tells when they are ready. */
const whenReady = Symbol.for("mkweb.whenReady");

function ready(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !(whenReady in value)) return value;
  const ask: unknown = Reflect.get(value, whenReady);
  return (typeof ask === "function" ? Reflect.apply(ask, value, []) : undefined) ?? value;
}

/**
 * Whether a value with further lookups is a promise: `PI` in compiled code. A query is looked into directly,
 * `{{ author.books.count }}`; awaiting it would return rows.
 */
export function isPromiseInside<Value>(
  value: Value | PromiseLike<Value>,
): value is PromiseLike<Value> {
  return isPromiseLike(value) && !(Symbol.asyncIterator in value);
}

interface Callable extends Function {
  /** The function changes data: a template must not call it. */
  readonly altersData?: unknown;
  /** The function is itself a value: a template does not call it. */
  readonly doNotCallInTemplates?: unknown;
}

/** Functions that need arguments, change data or are classes count as invalid, as in Django. */
function callIfAllowed(callable: Callable, owner: unknown, state: RenderState): unknown {
  if (own(callable, "doNotCallInTemplates")) return callable;
  if (own(callable, "altersData") || callable.length > 0 || isConstructor(callable)) {
    return state.engine.stringIfInvalid;
  }
  try {
    return Reflect.apply(callable, owner, []) as unknown;
  } catch (error) {
    return silenced(error);
  }
}

function own(callable: Callable, flag: "altersData" | "doNotCallInTemplates"): boolean {
  return flag in callable && Boolean(callable[flag]);
}

/** Errors with `silentVariableFailure` make a variable invalid; others are raised. */
function silenced(error: unknown): typeof quiet {
  if (typeof error === "object" && error !== null && "silentVariableFailure" in error) {
    if (error.silentVariableFailure) return quiet;
  }
  throw error;
}
