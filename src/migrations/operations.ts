import type { Connection, Row, SqlValue } from "../connections/index.ts";
import type { FieldState, HistoricalModels, IndexState, ModelState, State } from "../db/index.ts";

/** One change of the models, or of the rows. */
export interface Operation {
  /** The name of the function that makes it and what it was given: how it is written down. */
  readonly name: string;
  readonly args: readonly unknown[];
  readonly describe: string;
  /** The states it goes through, the last one being what it leads to. */
  readonly states?: (state: State, app: string) => readonly State[];
  /** What is done instead of what the states say. */
  readonly run?: { readonly forwards: Run; readonly backwards: Run | undefined };
}

/** A statement or several; where the databases need different ones, by database. */
export type Sql =
  | string
  | readonly string[]
  | Readonly<Record<Connection["vendor"], string | readonly string[]>>;

type Code = (context: CodeContext) => Promise<void> | void;
type Run = Sql | Code;

/** What `runCode` works with: the models as they were at that point, in the migration's transaction. */
export interface CodeContext extends Pick<HistoricalModels, "model"> {
  run(sql: string, params?: readonly SqlValue[]): Promise<unknown>;
  all(sql: string, params?: readonly SqlValue[]): Promise<readonly Row[]>;
}

/** One file of an app's `migrations/`. */
export interface Migration {
  /** The first of its app. */
  readonly initial?: boolean;
  /** Migrations that come before, besides the one before it in its own app. */
  readonly dependencies?: readonly (readonly [app: string, name: string])[];
  readonly operations: readonly Operation[];
}

/** Declares a migration, as the default export of its file; the identity function, for its types. */
export function defineMigration(migration: Migration): Migration {
  return migration;
}

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
  const rename = (name: string): string => (name === from ? to : name);
  const inLists = (all: readonly IndexState[] = []) =>
    all.map((each) => ({ ...each, properties: each.properties.map(rename) }));
  return modelChange("renameField", [model, from, to], describe, (before) => ({
    ...before,
    fields: Object.fromEntries(
      Object.entries(before.fields).map(([name, field]) => [rename(name), field]),
    ),
    ...(before.indexes && { indexes: inLists(before.indexes) }),
    ...(before.uniques && { uniques: inLists(before.uniques) }),
  }));
}

export function addIndex(model: string, index: IndexState, unique = false): Operation {
  const describe = `Create ${unique ? "unique " : ""}index on ${index.properties.join(", ")} of ${model}`;
  const kind = unique ? "uniques" : "indexes";
  return modelChange("addIndex", [model, index, ...(unique ? [true] : [])], describe, (before) => ({
    ...before,
    [kind]: [...(before[kind] ?? []), index],
  }));
}

export function removeIndex(model: string, index: IndexState, unique = false): Operation {
  const describe = `Remove ${unique ? "unique " : ""}index on ${index.properties.join(", ")} of ${model}`;
  const kind = unique ? "uniques" : "indexes";
  return modelChange(
    "removeIndex",
    [model, index, ...(unique ? [true] : [])],
    describe,
    (before) => {
      const { [kind]: all = [], ...rest } = before;
      const left = all.filter((each) => JSON.stringify(each) !== JSON.stringify(index));
      return left.length > 0 ? { ...rest, [kind]: left } : rest;
    },
  );
}

export interface SqlOptions {
  /** What the statements mean for the models: these operations change no table, the statements do. */
  readonly stateOperations?: readonly Operation[];
}

/**
 * Statements of your own, one text each, or `{ sqlite, postgresql }`; without `backwards` the migration
 * cannot be taken back.
 */
export function runSQL(
  forwards: Sql,
  backwards?: Sql,
  { stateOperations = [] }: SqlOptions = {},
): Operation {
  const args = backwards === undefined ? [forwards] : [forwards, backwards];
  return {
    name: "runSQL",
    args,
    describe: stateOperations.map(({ describe }) => describe).join(", ") || "Raw SQL",
    run: { forwards, backwards },
    ...(stateOperations.length > 0 && {
      states: (state, app) => [
        stateOperations.reduce(
          (before, operation) => operation.states?.(before, app).at(-1) ?? before,
          state,
        ),
      ],
    }),
  };
}

/** The statements for one database. */
export function statementsFor(sql: Sql, vendor: Connection["vendor"]): readonly string[] {
  if (typeof sql === "string") return [sql];
  return isList(sql) ? sql : [sql[vendor]].flat();
}

/** Changes rows; without `backwards` the migration cannot be taken back. */
export function runCode(forwards: Code, backwards?: Code): Operation {
  return { name: "runCode", args: [], describe: "Run code", run: { forwards, backwards } };
}

/** `Array.isArray` knows no read-only lists. */
function isList(sql: Exclude<Sql, string>): sql is readonly string[] {
  return Array.isArray(sql);
}

type Change = (state: State, app: string) => State;

function schemaChange(
  name: string,
  args: readonly unknown[],
  describe: string,
  change: Change,
): Operation {
  return { name, args, describe, states: (state, app) => [change(state, app)] };
}

function modelChange(
  name: string,
  args: readonly unknown[],
  describe: string,
  change: (model: ModelState) => ModelState,
): Operation {
  return schemaChange(name, args, describe, changing(String(args[0]), change));
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

function changing(model: string, change: (model: ModelState) => ModelState): Change {
  return (state, app) => {
    const before = state[`${app}.${model}`];
    if (!before) throw missing(`${app}.${model}`);
    return { ...state, [`${app}.${model}`]: change(before) };
  };
}

function missing(what: string): RangeError {
  return new RangeError(`There is no ${what} at this point of the migrations.`);
}
