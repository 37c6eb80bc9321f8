import { quoteName } from "../../connections/index.ts";
import type { SchemaReader, Statement, TableChange } from "../change.ts";
import { differenceOf, isSameColumn, type Difference } from "../difference.ts";
import { ambiguous, notChanged } from "../failures.ts";
import type { Column, Rule } from "../table.ts";
import { columnDefinition } from "./definition.ts";
import { editColumn, removeFromTable } from "./edit-column.ts";
import { rebuildTable } from "./rebuild.ts";
import { indexesOn, readStored, type StoredTable } from "./stored.ts";
import { itemOf, printTable, removeItem, soleColumn, type TableItem } from "./table-text.ts";
import { isSameName, mentions, unquoted, wordsOf } from "./tokens.ts";

/** The remaining changes once a table has its new names. */
export async function* alterTable(
  change: TableChange,
  database: SchemaReader,
): AsyncGenerator<Statement> {
  const difference = differenceOf(change);
  if (difference.isNone) return;
  const stored = await readStored(database, change.renamed.name);
  yield* new Alteration(change, difference, stored, database).statements();
}

class Alteration {
  readonly #change: TableChange;
  readonly #difference: Difference;
  readonly #stored: StoredTable;
  readonly #database: SchemaReader;
  readonly #dropped = new Set<string>();

  constructor(
    change: TableChange,
    difference: Difference,
    stored: StoredTable,
    database: SchemaReader,
  ) {
    this.#change = change;
    this.#difference = difference;
    this.#stored = stored;
    this.#database = database;
  }

  async *statements(): AsyncGenerator<Statement> {
    const { goneRules, newRules, goneColumns, newColumns, kept } = this.#difference;
    const table = this.#stored.text;
    const unchanged = printTable(table);
    for (const rule of goneRules) yield* this.#dropRule(rule);
    for (const column of goneColumns.filter(({ unique }) => unique))
      yield* this.#dropUnique(column);
    for (const { old, now } of kept) {
      if (old.unique && !now.unique) yield* this.#dropUnique(old);
      editColumn(table, old, now, this.#change.renamed.name);
    }
    const inline = newRules.filter(({ isIndex }) => !isIndex);
    const isEdited = printTable(table) !== unchanged || inline.length > 0;
    const isPlain =
      !isEdited &&
      newColumns.every((column) => this.#isAddable(column)) &&
      goneColumns.every((column) => this.#isDroppable(column));
    if (isPlain) yield* this.#plainly();
    else yield* this.#anew(inline);
    for (const { isIndex, sql } of newRules) if (isIndex) yield { sql };
  }

  *#plainly(): Generator<Statement> {
    const table = `ALTER TABLE ${quoteName(this.#change.after.name)}`;
    for (const { name } of this.#difference.goneColumns) {
      yield { sql: `${table} DROP COLUMN ${quoteName(name)}` };
    }
    for (const column of this.#difference.newColumns) {
      yield { sql: `${table} ADD COLUMN ${columnDefinition(column)}` };
    }
  }

  async *#anew(inline: readonly Rule[]): AsyncGenerator<Statement> {
    const { goneColumns, newColumns, kept } = this.#difference;
    const { items } = this.#stored.text;
    for (const column of goneColumns) this.#removeColumn(column);
    const place = items.findIndex(({ column }) => column === undefined);
    const added = newColumns.map((column) => itemOf(` ${columnDefinition(column)}`));
    items.splice(place < 0 ? items.length : place, 0, ...added);
    items.push(...inline.map(({ sql }) => itemOf(` ${sql}`)));
    yield* rebuildTable(
      {
        name: this.#change.after.name,
        text: this.#stored.text,
        values: this.#values(),
        dependents: this.#stored.dependents.filter(({ name }) => !this.#dropped.has(name)),
        untouched: kept.filter(({ old, now }) => isSameColumn(old, now)).map(({ old }) => old.name),
      },
      this.#database,
    );
  }

  /** SQL for columns without a value to copy, or whose nulls are no longer allowed. */
  #values(): ReadonlyMap<string, string> {
    const { fill } = this.#change;
    const values = new Map<string, string>();
    for (const { old, now } of this.#difference.kept) {
      const value = fill.get(now.field);
      if (!old.nullable || now.nullable || value === undefined) continue;
      values.set(now.name, `coalesce(${quoteName(now.name)}, ${value})`);
    }
    for (const column of this.#difference.newColumns) {
      const value = fill.get(column.field);
      const isOwn = column.default === undefined && column.generated === undefined;
      if (value !== undefined && isOwn) values.set(column.name, value);
    }
    return values;
  }

  *#dropRule(rule: Rule): Generator<Statement> {
    const isThere = this.#stored.dependents.some(({ name }) => name === rule.name);
    if (isThere) {
      yield* this.#dropIndexes([rule.name]);
      return;
    }
    const isUnique = rule.kind === "unique";
    if (rule.auto && rule.columns.length > 0 && rule.kind !== "primary") {
      const found = indexesOn(this.#stored, rule.columns, isUnique);
      if (found.length > 0) {
        yield* this.#dropIndexes(found);
        return;
      }
    }
    const isMeant = (item: TableItem): boolean =>
      item.constraint === undefined
        ? rule.auto && item.kind === rule.kind && columnsIn(item.text) === rule.columns.join()
        : item.constraint === rule.name;
    if (removeItem(this.#stored.text, isMeant) || rule.auto || rule.isIndex) return;
    throw notChanged(
      `The table ${this.#change.renamed.name} has no constraint ${rule.name} to drop.`,
      "Remove the operation, or declare the constraint as dropped with runSQL([], [], { stateOperations }).",
    );
  }

  /** The column's UNIQUE clause; older tools may have created an index instead. */
  *#dropUnique({ name }: Column): Generator<Statement> {
    const item = this.#stored.text.items.find(({ column }) => isSameName(column, name));
    if (wordsOf(item?.text ?? "").some((word) => /^unique$/i.test(word))) return;
    const found = indexesOn(this.#stored, [name], true);
    yield* this.#dropIndexes(found);
    if (found.length > 0) return;
    removeItem(
      this.#stored.text,
      ({ text, kind }) => kind === "unique" && isSameName(soleColumn(text), name),
    );
  }

  *#dropIndexes(names: readonly string[]): Generator<Statement> {
    const left = names.filter((name) => !this.#dropped.has(name));
    const [name] = left;
    if (left.length > 1) {
      throw ambiguous(`Cannot tell which of the indexes ${left.join(", ")} is meant.`);
    }
    if (name === undefined) return;
    this.#dropped.add(name);
    yield { sql: `DROP INDEX ${quoteName(name)}` };
  }

  /** Whether ALTER TABLE ... ADD COLUMN can do it. */
  #isAddable(column: Column): boolean {
    const { primary, unique, nullable, reference, generated } = column;
    if (primary || unique) return false;
    if (generated !== undefined) return !generated.endsWith("STORED");
    if (column.default === undefined) return nullable && !this.#change.fill.has(column.field);
    return !column.default.startsWith("(") && !reference;
  }

  /** Whether ALTER TABLE ... DROP COLUMN can do it. */
  #isDroppable({ name, primary, unique }: Column): boolean {
    const { items } = this.#stored.text;
    const own = items.find(({ column }) => isSameName(column, name))?.text ?? "";
    const isUnique = unique || wordsOf(own).some((word) => /^unique$/i.test(word));
    const isUsed = items.some(
      ({ column, text }) =>
        !isSameName(column, name) &&
        (column === undefined || isGenerated(text)) &&
        mentions(text, name),
    );
    return !primary && !isUnique && !isUsed;
  }

  #removeColumn(old: Column): void {
    const { text: table, dependents } = this.#stored;
    const { name } = old;
    removeItem(table, ({ column }) => isSameName(column, name));
    // The column's constraint may be after all columns.
    removeFromTable(table, "references", old);
    removeFromTable(table, "check", old);
    const users = [
      ...table.items
        .filter(({ column, text }) => column === undefined || isGenerated(text))
        .map(
          ({ constraint, column, text }) => [constraint ?? column ?? text.trim(), text] as const,
        ),
      ...dependents
        .filter((each) => each.type === "index" && !this.#dropped.has(each.name))
        .map((each) => [each.name, each.sql] as const),
    ];
    const user = users.find(([, sql]) => mentions(sql, name));
    if (!user) return;
    throw notChanged(
      `${this.#change.after.name}.${name} cannot be dropped: ${user[0]} uses it, which no model knows.`,
      `Drop ${user[0]} with runSQL in a migration before this one.`,
    );
  }
}

/** Whether a column is computed from others, or checked against them. */
function isGenerated(text: string): boolean {
  return wordsOf(text).some((word) => /^(?:check|generated|as)$/i.test(word));
}

function columnsIn(text: string): string {
  const words = wordsOf(text);
  const list = words.slice(words.indexOf("(") + 1, words.indexOf(")"));
  return list
    .filter((word) => word !== ",")
    .map(unquoted)
    .join();
}
