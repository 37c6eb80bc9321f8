import type { ModelState, State } from "../db/index.ts";
import type { Operation } from "./operation.ts";

/** One state made from another. */
export type Change = (state: State, app: string) => State;

export function schemaChange(
  name: string,
  args: readonly unknown[],
  describe: string,
  change: Change,
): Operation {
  return { name, args, describe, states: (state, app) => [change(state, app)] };
}

export function modelChange(
  name: string,
  args: readonly unknown[],
  describe: string,
  change: (model: ModelState) => ModelState,
): Operation {
  return schemaChange(name, args, describe, changing(String(args[0]), change));
}

export function changing(model: string, change: (model: ModelState) => ModelState): Change {
  return (state, app) => {
    const before = state[`${app}.${model}`];
    if (!before) throw missing(`${app}.${model}`);
    return { ...state, [`${app}.${model}`]: change(before) };
  };
}

export function missing(what: string): RangeError {
  return new RangeError(`There is no ${what} at this point of the migrations.`);
}
