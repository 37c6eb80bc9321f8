import type { FieldState, ModelState } from "../../schema/index.ts";
import type { Operation } from "./operation.ts";
import { withFieldRenamed } from "./renamed-field.ts";
import { missing, modelChange } from "./state-change.ts";

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
  return setField("addField", `Add field ${name} to ${model}`, [model, name, field, once]);
}

export function alterField(
  model: string,
  name: string,
  field: FieldState,
  once: OneOff = {},
): Operation {
  return setField("alterField", `Alter field ${name} on ${model}`, [model, name, field, once]);
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
  const rename = (before: ModelState): ModelState => {
    if (!before.fields[from]) throw missing(`${model}.${from}`);
    return withFieldRenamed(before, from, to);
  };
  return modelChange("renameField", [model, from, to], describe, rename, (label) => ({
    field: [label, from, to],
  }));
}

function setField(
  operation: "addField" | "alterField",
  describe: string,
  [model, name, field, once]: readonly [string, string, FieldState, OneOff],
): Operation {
  const { oneOffDefault } = once;
  const hasOneOff = oneOffDefault !== undefined;
  const args = [model, name, field, ...(hasOneOff ? [once] : [])];
  const set = (before: ModelState): ModelState => {
    if (operation === "alterField" && !before.fields[name]) throw missing(`${model}.${name}`);
    const others = field.primary ? withoutKey(before.fields) : before.fields;
    return { ...before, fields: { ...others, [name]: field } };
  };
  return modelChange(operation, args, describe, set, (label) =>
    hasOneOff ? { fill: [label, name, oneOffDefault] } : {},
  );
}

/** There is one primary key: the field that becomes it takes the place of the one that was. */
function withoutKey(fields: ModelState["fields"]): ModelState["fields"] {
  const entries = Object.entries(fields).map(([name, field]) => {
    if (!field.primary) return [name, field] as const;
    const { primary: _, autoincrement: _counts, ...plain } = field;
    return [name, plain] as const;
  });
  return Object.fromEntries(entries);
}
