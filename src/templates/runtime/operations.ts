/** Functions that compiled templates call. */
import { isPromiseLike } from "../../values/index.ts";
import { SynchronousRenderError, VariableDoesNotExist } from "../errors.ts";
import { conditionalEscape, escapeText } from "../safe.ts";
import { SafeString } from "../safe-string.ts";
import type { Filter } from "../filter.ts";
import { Scope } from "../scope.ts";
import type { RenderState } from "../state.ts";
import { localize } from "../dates/localize.ts";
import { contains, equal, order, truthy } from "./compare.ts";
import { CurrentBlock } from "../current-block.ts";
import { DictionaryView } from "./dictionary-view.ts";
import { ForLoop } from "./for-loop.ts";
import { collect, isAsyncIterable, itemsOf } from "./iterate.ts";
import { Context } from "../context.ts";
import type { RenderNode } from "../language/node.ts";
import { retry } from "./load.ts";
import { valueText } from "./value-text.ts";
import { getInner } from "./variables.ts";

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

/** The same, possibly asynchronous: an object may have to load parts of its text. */
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

  /** A scope with the variables that compiled code keeps in JavaScript variables. */
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

  /** A possibly asynchronous filter, like {@link writeLater}. */
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

  /** An operator of `{% if %}` is false if its operands fail, except for a promise that cannot be awaited. */
  failed(error: unknown): false {
    if (error instanceof SynchronousRenderError) throw error;
    return false;
  },

  /** A condition with a missing filter argument is false; any other error is raised. */
  missing(error: unknown): false {
    if (error instanceof VariableDoesNotExist) return false;
    throw error;
  },

  /** The items of a `{% for %}` loop. */
  items(value: unknown): readonly unknown[] {
    return value === null || value === undefined ? [] : itemsOf(value);
  },

  /** The same for a loop that unpacks each item. */
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

  /** Unpacks an item for a loop with several variables. */
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
