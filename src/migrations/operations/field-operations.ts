import type { FieldState, ModelState } from "../../schema/index.ts";
import type { Operation } from "./operation.ts";
import { withFieldRenamed } from "./renamed-field.ts";
import { missing, modelChange } from "./state-change.ts";

export interface OneOff {
  /** Value for existing rows; new rows must provide their own. */
  readonly oneOffDefault?: string | number | boolean;
}

/**
 * Adds a field to a model.
 *
 * @example
 * export default defineMigration({
 *   dependencies: [["polls", "0001_initial"]],
 *   operations: [addField("Choice", "votes", { type: "integer", default: 0 })],
 * });
 */
export function addField(
  model: string,
  name: string,
  field: FieldState,
  once: OneOff = {},
): Operation {
  return setField("addField", `Add field ${name} to ${model}`, [model, name, field, once]);
}

/**
 * Changes a field of a model.
 *
 * @example
 * export default defineMigration({
 *   dependencies: [["polls", "0001_initial"]],
 *   operations: [alterField("Choice", "text", { type: "string", length: 500 })],
 * });
 */
export function alterField(
  model: string,
  name: string,
  field: FieldState,
  once: OneOff = {},
): Operation {
  return setField("alterField", `Alter field ${name} on ${model}`, [model, name, field, once]);
}

/**
 * Removes a field from a model, and its column.
 *
 * @example
 * export default defineMigration({
 *   dependencies: [["polls", "0001_initial"]],
 *   operations: [removeField("Choice", "votes")],
 * });
 */
export function removeField(model: string, name: string): Operation {
  const describe = `Remove field ${name} from ${model}`;
  return modelChange("removeField", [model, name], describe, (before) => {
    const { [name]: gone, ...fields } = before.fields;
    if (!gone) throw missing(`${model}.${name}`);
    return { ...before, fields };
  });
}

/**
 * Renames a field and its column.
 *
 * @example
 * export default defineMigration({
 *   dependencies: [["polls", "0001_initial"]],
 *   operations: [renameField("Question", "text", "questionText")],
 * });
 */
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

/** There is only one primary key: the new one replaces the old one. */
function withoutKey(fields: ModelState["fields"]): ModelState["fields"] {
  const entries = Object.entries(fields).map(([name, field]) => {
    if (!field.primary) return [name, field] as const;
    const { primary: _, autoincrement: _counts, ...plain } = field;
    return [name, plain] as const;
  });
  return Object.fromEntries(entries);
}
