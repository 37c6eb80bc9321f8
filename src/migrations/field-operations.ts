import type { FieldState } from "../db/index.ts";
import type { Operation } from "./operation.ts";
import { withFieldRenamed } from "./renamed-field.ts";
import { changing, missing, modelChange, schemaChange } from "./state-change.ts";
import { pivotOf } from "./table-names.ts";

export interface OneOff {
  /** What rows that are there get; new ones need a value. */
  readonly oneOffDefault?: string | number | boolean;
}

export function addField(
  model: string,
  name: string,
  field: FieldState,
  once: OneOff = {},
): Operation {
  const describe = `Add field ${name} to ${model}`;
  const args = [model, name, field, ...(once.oneOffDefault === undefined ? [] : [once])];
  return setField("addField", args, describe, [model, name, field, once]);
}

export function alterField(
  model: string,
  name: string,
  field: FieldState,
  once: OneOff = {},
): Operation {
  const describe = `Alter field ${name} on ${model}`;
  const args = [model, name, field, ...(once.oneOffDefault === undefined ? [] : [once])];
  return setField("alterField", args, describe, [model, name, field, once]);
}

export function removeField(model: string, name: string): Operation {
  const describe = `Remove field ${name} from ${model}`;
  return modelChange("removeField", [model, name], describe, (before) => {
    const { [name]: gone, ...fields } = before.fields;
    if (!gone) throw missing(`${model}.${name}`);
    return { ...before, fields };
  });
}

export function renameField(model: string, from: string, to: string): Operation {
  const describe = `Rename field ${from} on ${model} to ${to}`;
  const operation = modelChange("renameField", [model, from, to], describe, (before) =>
    withFieldRenamed(before, from, to),
  );
  return {
    ...operation,
    renames(state, app) {
      const before = state[`${app}.${model}`];
      if (before?.fields[from]?.kind !== "m:n") return [];
      const after = withFieldRenamed(before, from, to);
      return [{ from: pivotOf(before, from), to: pivotOf(after, to) }];
    },
  };
}

function setField(
  name: string,
  args: readonly unknown[],
  describe: string,
  [model, field, definition, { oneOffDefault }]: readonly [string, string, FieldState, OneOff],
): Operation {
  const set = (as: FieldState) =>
    changing(model, (before) => ({ ...before, fields: { ...before.fields, [field]: as } }));
  if (oneOffDefault === undefined) return schemaChange(name, args, describe, set(definition));
  const filled = set({ ...definition, default: oneOffDefault });
  return {
    name,
    args,
    describe,
    states: (state, app) => [filled(state, app), set(definition)(state, app)],
  };
}
