/** What compiled templates call while they run. */
import { isPromiseLike } from "../../values/index.ts";
import { SynchronousRenderError, VariableDoesNotExist } from "../errors.ts";
import { conditionalEscape, escapeText } from "../safe.ts";
import { SafeString } from "../safe-string.ts";
import type { Filter } from "../filter.ts";
import { Scope } from "../scope.ts";
import type { RenderState } from "../state.ts";
import { localize } from "../dates/localize.ts";
import { attribute, isConstructor } from "./attribute.ts";
import { contains, equal, order, truthy } from "./compare.ts";
import { CurrentBlock } from "../current-block.ts";
import { DictionaryView } from "./dictionary-view.ts";
import { ForLoop } from "./for-loop.ts";
import { collect, isAsyncIterable, itemsOf } from "./iterate.ts";
import { Context } from "../context.ts";
import type { RenderNode } from "../language/node.ts";
import { retry } from "./load.ts";
import { valueText } from "./value-text.ts";

/** Prints a value: `W` in compiled code. */
export function write(value: unknown, autoescape: boolean, state: RenderState): string {
  if (typeof value === "string") return autoescape ? escapeText(value) : value;
  if (
    typeof value === "number" &&
    Number.isSafeInteger(value) &&
    !state.engine.useThousandSeparator
  ) {
    return `${value}`;
  }
  if (value instanceof SafeString) return value.value;
  const shown = localize(value, state);
  return autoescape ? conditionalEscape(shown).value : valueText(shown);
}

/** The same where it may take its time: an object may have to load what its text is made of. */
export function writeLater(
  value: unknown,
  autoescape: boolean,
  state: RenderState,
): string | Promise<string> {
  try {
    return write(value, autoescape, state);
  } catch (error) {
    return retry(error, () => write(value, autoescape, state));
  }
}

/** The value of a variable: `V` in compiled code. A function is called. */
export function getValue(value: unknown, state: RenderState): unknown {
  return shown(getFirst(value, state), state);
}

/** What a value has under a name: `D` in compiled code. */
export function getMember(owner: unknown, key: string, state: RenderState): unknown {
  return shown(getInner(owner, key, state), state);
}

/** The same for a variable that more is looked up in: `U` in compiled code. */
export function getFirst(value: unknown, state: RenderState): unknown {
  return ready(typeof value === "function" ? callIfAllowed(value, undefined, state) : value);
}

/** The same for a member that more is looked up in: `I` in compiled code. */
export function getInner(owner: unknown, key: string, state: RenderState): unknown {
  if (owner === quiet) return quiet;
  try {
    const value = attribute(owner, key);
    return ready(typeof value === "function" ? callIfAllowed(value, owner, state) : value);
  } catch (error) {
    return silenced(error);
  }
}

/** What a variable is while it is looked up, once that has failed silently. */
const quiet = Symbol("failed silently");

function shown(value: unknown, state: RenderState): unknown {
  return value === quiet ? state.engine.stringIfInvalid : value;
}

/** Forms have to be checked and their choices fetched before they are shown: they say by this name when they are. */
const whenReady = Symbol.for("mkweb.whenReady");

function ready(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !(whenReady in value)) return value;
  const ask: unknown = Reflect.get(value, whenReady);
  return (typeof ask === "function" ? Reflect.apply(ask, value, []) : undefined) ?? value;
}

/**
 * The same for a value that more is looked up in: `PI` in compiled code. A query is looked into as it is,
 * `{{ author.books.count }}`, and would be rows once it was waited for.
 */
export function isPromiseInside<Value>(
  value: Value | PromiseLike<Value>,
): value is PromiseLike<Value> {
  return isPromiseLike(value) && !(Symbol.asyncIterator in value);
}

interface Callable extends Function {
  /** The function changes data: a template must not call it. */
  readonly altersData?: unknown;
  /** The function is a value of its own: a template gets it as it is. */
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

/** Errors that say so (`silentVariableFailure`) make a variable invalid; others go on. */
function silenced(error: unknown): typeof quiet {
  if (typeof error === "object" && error !== null && "silentVariableFailure" in error) {
    if (error.silentVariableFailure) return quiet;
  }
  throw error;
}

function bare(value: unknown): unknown {
  return value instanceof SafeString ? value.value : (value ?? null);
}

/** `R` in compiled code. */
export const operations = {
  superOf(owner: unknown, scope: Scope, state: RenderState): unknown {
    return owner instanceof CurrentBlock
      ? owner.superIn(scope, state)
      : getInner(owner, "super", state);
  },

  /** A scope with the variables that compiled code holds in its own. */
  scopeWith(scope: Scope, values: readonly (readonly [name: string, value: unknown])[]): Scope {
    const inner = new Scope(scope);
    for (const [name, value] of values) inner.set(name, value);
    return inner;
  },

  truthy,
  equal,
  contains,
  SafeString,
  ForLoop,
  Scope,

  refuse(what: string): never {
    throw new SynchronousRenderError(what);
  },

  /** A filter that may take its time, as {@link writeLater}. */
  filterLater(
    apply: Filter["apply"],
    input: unknown,
    argument: unknown,
    state: RenderState,
  ): unknown {
    try {
      return apply(input, argument, state);
    } catch (error) {
      return retry(error, () => apply(input, argument, state));
    }
  },

  /** A filter's argument, which must exist. */
  given(value: unknown, source: string): unknown {
    if (value === undefined) throw new VariableDoesNotExist(source);
    return value;
  },

  less: (a: unknown, b: unknown): boolean => order(a, b) < 0,
  lessOrEqual: (a: unknown, b: unknown): boolean => order(a, b) <= 0,
  greater: (a: unknown, b: unknown): boolean => order(a, b) > 0,
  greaterOrEqual: (a: unknown, b: unknown): boolean => order(a, b) >= 0,

  same(a: unknown, b: unknown): boolean {
    return bare(a) === bare(b);
  },

  /** An operator of `{% if %}` whose operands failed is false; a promise that cannot be waited for is not. */
  failed(error: unknown): false {
    if (error instanceof SynchronousRenderError) throw error;
    return false;
  },

  /** A condition that names a missing filter argument is false; any other error is one. */
  missing(error: unknown): false {
    if (error instanceof VariableDoesNotExist) return false;
    throw error;
  },

  /** What `{% for %}` goes through. */
  items(value: unknown): readonly unknown[] {
    return value === null || value === undefined ? [] : itemsOf(value);
  },

  /** The same for a loop that takes each item apart. */
  parts(value: unknown): readonly unknown[] {
    return value instanceof DictionaryView ? value.parts : operations.items(value);
  },

  async itemsLater(value: unknown): Promise<readonly unknown[]> {
    return isAsyncIterable(value) ? collect(value) : operations.items(value);
  },

  isLater: isAsyncIterable,

  loopAt(parent: unknown, index: number, length: number): ForLoop {
    const loop = new ForLoop(parent, length);
    loop.at(index, length);
    return loop;
  },

  /** The items of one round of a loop with several variables. */
  unpack(item: unknown, count: number): readonly unknown[] {
    if (Array.isArray(item) && item.length === count) return item;
    const items = typeof item === "object" || typeof item === "string" ? sized(item) : undefined;
    const length = items?.length ?? 1;
    if (!items || length !== count) {
      throw new TypeError(`Need ${count} values to unpack in for loop; got ${length}. `);
    }
    return items;
  },

  renderNode(node: RenderNode, scope: Scope, state: RenderState): string | Promise<string> {
    const output = node.render(new Context(scope, state));
    if (isPromiseLike(output) && state.mode === "sync")
      throw new SynchronousRenderError("What a custom tag gives");
    return output;
  },
};

function sized(value: object | string | null): readonly unknown[] | undefined {
  try {
    return value === null ? undefined : itemsOf(value);
  } catch {
    return undefined;
  }
}
