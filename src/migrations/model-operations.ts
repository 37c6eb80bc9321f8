import type { FieldState, ModelState, Renaming, State } from "../db/index.ts";
import type { Operation } from "./operation.ts";
import { missing, schemaChange } from "./state-change.ts";
import { pivotOf } from "./table-names.ts";

export function createModel(name: string, model: ModelState): Operation {
  return schemaChange("createModel", [name, model], `Create model ${name}`, (state, app) => ({
    ...state,
    [`${app}.${name}`]: model,
  }));
}

export function deleteModel(name: string): Operation {
  return schemaChange("deleteModel", [name], `Delete model ${name}`, (state, app) => {
    const { [`${app}.${name}`]: gone, ...rest } = state;
    if (!gone) throw missing(`${app}.${name}`);
    return rest;
  });
}

/** Gives a model another name. Its rows stay; a table named after the model is renamed with it. */
export function renameModel(from: string, to: string): Operation {
  const describe = `Rename model ${from} to ${to}`;
  const operation = schemaChange("renameModel", [from, to], describe, (state, app) => {
    const [old, label] = [`${app}.${from}`, `${app}.${to}`];
    const before = state[old];
    if (!before) throw missing(old);
    const isUsual = before.table === usualTable(app, from);
    const moved = withTable(before, isUsual ? usualTable(app, to) : before.table);
    const renamed = Object.entries({ ...state, [old]: moved }).map(
      ([each, model]) => [each === old ? label : each, pointing(model, old, label)] as const,
    );
    return Object.fromEntries(renamed);
  });
  return { ...operation, renames: tableRenames(operation, from, to) };
}

/** Keeps a model's rows in a table of another name. */
export function alterModelTable(name: string, table: string): Operation {
  const describe = `Rename table for ${name} to ${table}`;
  const operation = schemaChange("alterModelTable", [name, table], describe, (state, app) => {
    const before = state[`${app}.${name}`];
    if (!before) throw missing(`${app}.${name}`);
    return { ...state, [`${app}.${name}`]: withTable(before, table) };
  });
  return { ...operation, renames: tableRenames(operation, name, name) };
}

function usualTable(app: string, model: string): string {
  return `${app}_${model.toLowerCase()}`;
}

/** Another table, and tables between models that are named after it. */
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

/** A model whose relations to one model point to it under another name. */
function pointing(model: ModelState, from: string, to: string): ModelState {
  return withFields(model, (field) => (field.to === from ? { ...field, to } : field));
}

function withFields(model: ModelState, change: (field: FieldState) => FieldState): ModelState {
  const fields = Object.entries(model.fields).map(
    ([name, field]) => [name, change(field)] as const,
  );
  return { ...model, fields: Object.fromEntries(fields) };
}

function tableRenames(operation: Operation, from: string, to: string) {
  return (state: State, app: string): readonly Renaming[] => {
    const [old, now] = [`${app}.${from}`, `${app}.${to}`];
    const after = operation.states?.(state, app).at(-1) ?? state;
    const renamed = Object.entries(state).flatMap(([label, model]) => {
      const moved = after[label === old ? now : label] ?? model;
      const between = Object.entries(model.fields)
        .filter(([, { kind, to: other }]) => kind === "m:n" && [label, other].includes(old))
        .map(([name]) => ({ from: pivotOf(model, name), to: pivotOf(moved, name) }));
      return model.table === moved.table
        ? between
        : [{ from: model.table, to: moved.table }, ...between];
    });
    return renamed;
  };
}
