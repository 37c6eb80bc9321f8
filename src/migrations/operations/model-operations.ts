import type { FieldState, ModelState, State } from "../../schema/index.ts";
import type { Operation } from "./operation.ts";
import { missing, modelChange, schemaChange } from "./state-change.ts";

/**
 * Creates a model and its table.
 *
 * @example
 * export default defineMigration({
 *   operations: [
 *     createModel("Question", {
 *       table: "polls_question",
 *       fields: {
 *         id: { type: "bigint", primary: true, autoincrement: true },
 *         questionText: { type: "string", length: 200 },
 *       },
 *     }),
 *   ],
 * });
 */
export function createModel(name: string, model: ModelState): Operation {
  return schemaChange("createModel", [name, model], `Create model ${name}`, (_, app) => ({
    delta: new Map([[`${app}.${name}`, model]]),
  }));
}

/**
 * Deletes a model, its table and all its rows.
 *
 * @example
 * export default defineMigration({
 *   dependencies: [["polls", "0001_initial"]],
 *   operations: [deleteModel("Choice")],
 * });
 */
export function deleteModel(name: string): Operation {
  return schemaChange("deleteModel", [name], `Delete model ${name}`, (state, app) => {
    const label = `${app}.${name}`;
    if (!state.get(label)) throw missing(label);
    return { delta: new Map([[label, undefined]]) };
  });
}

/**
 * Renames a model. Its rows stay; a table named after the model is renamed too.
 *
 * @example
 * export default defineMigration({
 *   dependencies: [["polls", "0001_initial"]],
 *   operations: [renameModel("Question", "Poll")],
 * });
 */
export function renameModel(from: string, to: string): Operation {
  const describe = `Rename model ${from} to ${to}`;
  return schemaChange("renameModel", [from, to], describe, (state, app) => {
    const [old, label] = [`${app}.${from}`, `${app}.${to}`];
    const before = state.get(old);
    if (!before) throw missing(old);
    const isUsual = before.table === usualTable(app, from);
    const moved = withTable(before, isUsual ? usualTable(app, to) : before.table);
    return {
      delta: new Map<string, ModelState | undefined>([
        [old, undefined],
        [label, pointing(moved, old, label)],
        ...othersPointing(state, old, label),
      ]),
      hints: { model: [old, label] },
    };
  });
}

/**
 * Renames a model's table and keeps its rows.
 *
 * @example
 * export default defineMigration({
 *   dependencies: [["polls", "0001_initial"]],
 *   operations: [alterModelTable("Question", "old_questions")],
 * });
 */
export function alterModelTable(name: string, table: string): Operation {
  const describe = `Rename table for ${name} to ${table}`;
  return modelChange("alterModelTable", [name, table], describe, (before) =>
    withTable(before, table),
  );
}

/**
 * Changes a model's options that do not affect its table: `verboseName`, `ordering`, `permissions`.
 *
 * @example
 * export default defineMigration({
 *   dependencies: [["polls", "0001_initial"]],
 *   operations: [alterModelOptions("Question", { ordering: ["-pubDate"] })],
 * });
 */
export function alterModelOptions(
  name: string,
  options: NonNullable<ModelState["options"]>,
): Operation {
  const describe = `Change Meta options on ${name}`;
  const operation = modelChange("alterModelOptions", [name, options], describe, (before) => {
    const { options: _, ...rest } = before;
    return Object.keys(options).length > 0 ? { ...rest, options } : rest;
  });
  return { ...operation, stateOnly: true };
}

/**
 * Changes the comment on a model's table in the database; without `comment`, removes it.
 *
 * @example
 * export default defineMigration({
 *   dependencies: [["polls", "0001_initial"]],
 *   operations: [alterModelTableComment("Question", "One row per poll")],
 * });
 */
export function alterModelTableComment(name: string, comment?: string): Operation {
  const describe = `Alter ${name} table comment`;
  const args = comment === undefined ? [name] : [name, comment];
  return modelChange("alterModelTableComment", args, describe, (before) => {
    const { comment: _, ...rest } = before;
    return comment === undefined ? rest : { ...rest, comment };
  });
}

function usualTable(app: string, model: string): string {
  return `${app}_${model.toLowerCase()}`;
}

/** Renames the table, and the many-to-many tables named after it. */
function withTable(model: ModelState, table: string): ModelState {
  return withFields({ ...model, table }, ({ pivotTable, ...field }) => {
    if (pivotTable === undefined) return field;
    const isOwn = pivotTable.startsWith(`${model.table}_`);
    return {
      ...field,
      pivotTable: isOwn ? table + pivotTable.slice(model.table.length) : pivotTable,
    };
  });
}

function othersPointing(
  state: State,
  old: string,
  label: string,
): readonly (readonly [string, ModelState])[] {
  return Array.from(state.keys()).flatMap((each) => {
    const model = state.get(each);
    if (!model || each === old) return [];
    const isPointing = Object.values(model.fields).some(
      ({ to, through }) => to === old || through === old,
    );
    return isPointing ? [[each, pointing(model, old, label)] as const] : [];
  });
}

/** A model with its relations to one model under that model's new name. */
function pointing(model: ModelState, from: string, to: string): ModelState {
  const changed = withFields(model, (field) => ({
    ...field,
    ...(field.to === from && { to }),
    ...(field.through === from && { through: to }),
  }));
  const bases = changed.options?.["bases"];
  if (!Array.isArray(bases)) return changed;
  const renamed = bases.map((base: unknown) => (base === from ? to : base));
  return { ...changed, options: { ...changed.options, bases: renamed } };
}

function withFields(model: ModelState, change: (field: FieldState) => FieldState): ModelState {
  const fields = Object.entries(model.fields).map(
    ([name, field]) => [name, change(field)] as const,
  );
  return { ...model, fields: Object.fromEntries(fields) };
}
