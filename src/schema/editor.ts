import { MkwebError } from "../errors.ts";
import type { Change, Dialect, Hints, SchemaReader, Statement, TableChange } from "./change.ts";
import { columnName } from "./columns.ts";
import { describeTable } from "./describe-table.ts";
import { literal } from "./literal.ts";
import { postgresql } from "./postgresql/dialect.ts";
import { renamedIn } from "./renamed-in.ts";
import { sqlite } from "./sqlite/dialect.ts";
import { overlay, type FieldState, type ModelState, type State } from "./state.ts";
import { tablesOf } from "./tables.ts";

const dialects: Readonly<Record<SchemaReader["vendor"], Dialect>> = { sqlite, postgresql };

/**
 * Generates the statements of one operation. Each must be run before the next is requested, as later ones may
 * query the database. The cost depends on the size of the change, not of the schema, unless the change
 * affects what other tables refer to.
 *
 * @param state The models before the change.
 * @throws {MkwebError} `MKWEB_MIGRATION_FAILED`: the change is impossible, or affects something that no model
 *   knows.
 */
export async function* statementsOf(
  database: SchemaReader,
  state: State,
  change: Change,
): AsyncGenerator<Statement> {
  const dialect = dialects[database.vendor];
  const tables = new ChangedTables(database, state, change);
  for (const table of tables.gone()) yield* dialect.drop(table);
  yield* dialect.create(tables.come());
  const changes = tables.stayed();
  if (changes.length > 0) yield* dialect.alter(changes, database);
}

interface Pair {
  readonly key: string;
  readonly before: ModelState;
  readonly renamed: ModelState;
  readonly after: ModelState;
}

/** The tables of a change, before and after it. */
class ChangedTables {
  readonly #database: SchemaReader;
  readonly #state: State;
  readonly #next: State;
  readonly #hints: Hints;
  /** New names; SQLite cannot rename indexes, so they are created again. */
  readonly #names: Hints;
  readonly #olds = new Map<string, ModelState>();
  readonly #news = new Map<string, ModelState>();
  readonly #pairs: readonly Pair[];

  constructor(database: SchemaReader, state: State, { delta, hints = {} }: Change) {
    const { vendor } = database;
    this.#database = database;
    this.#state = state;
    this.#hints = hints;
    const { index: _, ...names } = hints;
    this.#names = vendor === "sqlite" ? names : hints;
    this.#next = overlay(state, delta);
    for (const label of this.#labels([...delta.keys()])) {
      const old = this.#oldLabel(label);
      for (const [key, table] of tablesOf(old, state, vendor)) this.#olds.set(key, table);
      for (const [key, table] of tablesOf(label, this.#next, vendor)) this.#news.set(key, table);
      refuseManyToMany(label, state.get(old), this.#next.get(label));
    }
    this.#pairs = Array.from(this.#news).flatMap(([key, after]) => {
      const before = this.#olds.get(this.#oldKey(key));
      return before
        ? [{ key, before, after, renamed: underNewNames(key, before, after, this.#names) }]
        : [];
    });
  }

  /** Many-to-many tables first. */
  gone() {
    const kept = new Set(this.#pairs.map(({ key }) => this.#oldKey(key)));
    return Array.from(this.#olds)
      .filter(([key]) => !kept.has(key))
      .toReversed()
      .map(([, model]) => describeTable(model, this.#state, this.#database.vendor));
  }

  come() {
    const there = new Set(this.#pairs.map(({ key }) => key));
    return Array.from(this.#news)
      .filter(([key]) => !there.has(key))
      .map(([, model]) => describeTable(model, this.#next, this.#database.vendor));
  }

  stayed(): readonly TableChange[] {
    const { vendor } = this.#database;
    const own = this.#pairs.filter(({ key }) => this.#next.get(key));
    const renames = overlay(this.#next, new Map(own.map(({ key, renamed }) => [key, renamed])));
    return this.#pairs.map(({ key, before, renamed, after }) => ({
      before: describeTable(before, this.#state, vendor),
      renamed: describeTable(renamed, renames, vendor),
      after: describeTable(after, this.#next, vendor),
      fill: this.#fillOf(key, after),
      hints: this.#hints,
    }));
  }

  /** The changed models, and those that refer to them if their columns may have to follow. */
  #labels(changed: readonly string[]): ReadonlySet<string> {
    const [gone] = this.#hints.model ?? [];
    const labels = new Set(changed.filter((label) => label !== gone));
    let targets: ReadonlySet<string> = new Set(
      [...labels].filter((label) =>
        isPointedToAnew(this.#state.get(this.#oldLabel(label)), this.#next.get(label)),
      ),
    );
    while (targets.size > 0) {
      const keys = new Set<string>();
      for (const label of this.#next.keys()) {
        const fields = Object.values(this.#next.get(label)?.fields ?? {});
        const pointing = fields.filter(({ to = "" }) => targets.has(to));
        const isNew = pointing.length > 0 && !labels.has(label);
        if (isNew) labels.add(label);
        // A relation that is itself a key is followed further.
        if (isNew && pointing.some(isKey)) keys.add(label);
      }
      targets = keys;
    }
    return labels;
  }

  #oldLabel(label: string): string {
    const [gone, come] = this.#hints.model ?? [];
    return label === come && gone !== undefined ? gone : label;
  }

  #oldKey(key: string): string {
    const [app, model, field] = key.split(".");
    const label = `${app}.${model}`;
    if (field === undefined) return this.#oldLabel(label);
    const [of, from, to] = this.#hints.field ?? [];
    return `${this.#oldLabel(label)}.${of === label && field === to ? from : field}`;
  }

  #fillOf(key: string, { fields }: ModelState): ReadonlyMap<string, string> {
    const [label, name, given] = this.#hints.fill ?? [];
    const values = Object.entries(fields).flatMap(([field, each]) => {
      const isGiven = label === key && name === field;
      const value = isGiven ? given : (each.dbDefault ?? each.default);
      if (value === undefined || value === null) return [];
      return [[field, literal(value, each, this.#database.vendor)] as const];
    });
    return new Map(values);
  }
}

function isKey({ primary, unique, kind }: FieldState): boolean {
  return primary === true || unique === true || kind === "1:1";
}

/** Whether columns of other tables may have to follow. */
function isPointedToAnew(before: ModelState | undefined, after: ModelState | undefined): boolean {
  if (!before || !after) return false;
  if (before.table !== after.table) return true;
  const compared = ["type", "length", "to", "column", "primary", "collation"] as const;
  const isAnother = Object.entries(after.fields).some(([name, field]) => {
    const was = before.fields[name];
    if (!was) return false;
    const isTarget = was.primary ?? was.unique ?? field.primary ?? field.unique;
    return isTarget && compared.some((option) => was[option] !== field[option]);
  });
  const isLost = Object.entries(before.fields).some(
    ([name, { primary }]) => primary && !after.fields[name],
  );
  return isAnother || isLost;
}

/** The old table under the new names of table, columns and fields, so that only real differences remain. */
function underNewNames(
  key: string,
  before: ModelState,
  after: ModelState,
  { model, field, index }: Hints,
): ModelState {
  const [label, from = "", to = ""] = field ?? [];
  const isOf = label === key;
  const { fields, table: _, ...rules } = before;
  const columns = Object.entries(fields).map(([name, each]) => {
    const newName = isOf && name === from ? to : name;
    const now = after.fields[newName];
    const column = now ? columnName(newName, now) : columnName(name, each);
    const pointed = model && each.to === model[0] ? { to: model[1] } : {};
    return [newName, { ...each, column, ...pointed }] as const;
  });
  const renamed = isOf ? renamedIn(rules, from, to) : rules;
  return {
    ...(index?.[0] === key ? withIndexRenamed(renamed, index[1], index[2]) : renamed),
    table: after.table,
    fields: Object.fromEntries(columns),
  };
}

function withIndexRenamed<Rules extends Pick<ModelState, "indexes">>(
  rules: Rules,
  from: string,
  to: string,
): Rules {
  const { indexes = [] } = rules;
  return {
    ...rules,
    indexes: indexes.map((each) => (each.name === from ? { ...each, name: to } : each)),
  };
}

/** As in Django, a field cannot be altered from or to many-to-many, nor from a generated table to `through`. */
function refuseManyToMany(
  label: string,
  before: ModelState | undefined,
  after: ModelState | undefined,
): void {
  for (const [name, now] of Object.entries(after?.fields ?? {})) {
    const was = before?.fields[name];
    if (!was) continue;
    const isMany = was.kind === "m:n";
    const isThrough = was.through !== undefined;
    const isOther = isMany !== (now.kind === "m:n");
    if (!isOther && !(isMany && isThrough !== (now.through !== undefined))) continue;
    throw new MkwebError(
      "MKWEB_MIGRATION_FAILED",
      `${label}.${name} cannot be altered: a field cannot become or stop being many-to-many, nor get \`through\`.`,
      {
        hint: "Use removeField and addField, or runSQL with stateOperations to keep the rows of its table.",
      },
    );
  }
}
