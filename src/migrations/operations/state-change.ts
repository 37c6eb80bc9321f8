import type { Change, Hints, ModelState, State } from "../../schema/index.ts";
import type { Operation } from "./operation.ts";

export type MakeChange = (state: State, app: string) => Change;

export function schemaChange(
  name: string,
  args: readonly unknown[],
  describe: string,
  change: MakeChange,
): Operation {
  return { name, args, describe, change };
}

/** An operation that changes the model named by its first argument. */
export function modelChange(
  name: string,
  args: readonly unknown[],
  describe: string,
  change: (model: ModelState) => ModelState,
  hints?: (label: string) => Hints,
): Operation {
  return schemaChange(name, args, describe, (state, app) => {
    const label = `${app}.${String(args[0])}`;
    const before = state.get(label);
    if (!before) throw missing(label);
    return {
      delta: new Map([[label, change(before)]]),
      ...(hints && { hints: hints(label) }),
    };
  });
}

export function missing(what: string): RangeError {
  return new RangeError(`There is no ${what} at this point of the migrations.`);
}
