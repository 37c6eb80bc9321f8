/** Clean methods as cases write them. */
import type { BaseForm } from "../../../../src/forms/index.ts";
import { isDeepStrictEqual } from "node:util";
import { makeError, type ErrorSpec } from "./validators.ts";
import { decode } from "./values.ts";

export interface Rule {
  readonly method: string;
  readonly super?: boolean;
  readonly do: readonly Action[];
}

interface Action {
  readonly when?: Readonly<Record<string, unknown>>;
  readonly raise?: ErrorSpec;
  readonly add_error?: readonly [string | null, ErrorSpec];
  readonly set?: Readonly<Record<string, unknown>>;
  readonly delete?: string;
  readonly upper?: string;
  readonly return?: unknown;
}

type Data = Record<string, unknown>;

const conditions: Readonly<Record<string, (data: Data, what: never) => boolean>> = {
  equals: (data, [name, value]: readonly [string, unknown]) =>
    Object.hasOwn(data, name) && isDeepStrictEqual(data[name], decode(value)),
  differ: (data, [one, other]: readonly [string, string]) =>
    !isDeepStrictEqual(own(data, one), own(data, other)),
  missing: (data, name: string) => !Object.hasOwn(data, name),
  present: (data, name: string) => Object.hasOwn(data, name),
};

function own(data: Data, name: string): unknown {
  return Object.hasOwn(data, name) ? data[name] : null;
}

/** Does what a rule says; `{ value }` when it ends with one. */
export function follow(form: BaseForm, rule: Rule): { readonly value: unknown } | undefined {
  for (const action of rule.do) {
    const data = form.cleanedData as Data;
    const holds = Object.entries(action.when ?? {}).every(([name, what]) =>
      conditions[name]?.(data, what as never),
    );
    if (!holds) continue;
    if (action.raise !== undefined) throw makeError(action.raise);
    if (action.add_error) form.addError(action.add_error[0], makeError(action.add_error[1]));
    Object.assign(data, decode(action.set ?? {}));
    if (action.delete !== undefined) Reflect.deleteProperty(data, action.delete);
    if (action.upper !== undefined && typeof data[action.upper] === "string") {
      data[action.upper] = String(data[action.upper]).toUpperCase();
    }
    if ("return" in action) return { value: decode(action.return) };
  }
  return undefined;
}
