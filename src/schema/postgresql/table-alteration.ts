import { quoteName } from "../../connections/index.ts";
import type { SchemaReader, Statement, TableChange } from "../change.ts";
import { differenceOf, type Difference, type KeptColumn } from "../difference.ts";
import type { Column, Rule } from "../table.ts";
import {
  addReference,
  addRule,
  alterTable,
  columnComment,
  columnDefinition,
  comment,
} from "./clauses.ts";
import { columnChanges } from "./column-changes.ts";
import { FoundRules } from "./found.ts";

/** The statements of one table, grouped by order. */
export class TableAlteration {
  readonly renames: Statement[] = [];
  readonly referenceDrops: Statement[] = [];
  readonly drops: Statement[] = [];
  readonly columns: Statement[] = [];
  readonly adds: Statement[] = [];
  readonly references: Statement[] = [];
  readonly #change: TableChange;
  readonly #difference: Difference;
  readonly #found: FoundRules;

  static async of(change: TableChange, database: SchemaReader): Promise<TableAlteration> {
    const named = change.renamed.rules.filter(({ auto }) => !auto).map(({ name }) => name);
    const found = await FoundRules.read(database, change.before.name, new Set(named));
    return new TableAlteration(change, found);
  }

  private constructor(change: TableChange, found: FoundRules) {
    this.#change = change;
    this.#found = found;
    this.#difference = differenceOf(change);
    this.#rename();
    for (const rule of this.#difference.goneRules) this.#dropRule(rule);
    for (const rule of this.#difference.newRules) this.adds.push(this.#added(rule));
    for (const column of this.#difference.kept) this.#alter(column);
    for (const column of this.#difference.goneColumns) this.#dropColumn(column);
    for (const column of this.#difference.newColumns) this.#addColumn(column);
    this.#validate();
    const { renamed, after } = change;
    if (renamed.comment !== after.comment) {
      this.columns.push(comment(`TABLE ${quoteName(after.name)}`, after.comment));
    }
  }

  get #table(): string {
    return this.#change.after.name;
  }

  #rename(): void {
    const { before, renamed, hints } = this.#change;
    if (before.name !== renamed.name) {
      this.renames.push({ sql: `${alterTable(before.name)} RENAME TO ${quoteName(renamed.name)}` });
    }
    for (const [at, { name }] of before.columns.entries()) {
      const to = renamed.columns[at]?.name ?? name;
      if (to === name) continue;
      const sql = `${alterTable(renamed.name)} RENAME COLUMN ${quoteName(name)} TO ${quoteName(to)}`;
      this.renames.push({ sql });
    }
    if (!hints.index) return;
    const [, from, to] = hints.index;
    const isHere = before.rules.some(({ name }) => name === from);
    if (isHere)
      this.renames.push({ sql: `ALTER INDEX ${quoteName(from)} RENAME TO ${quoteName(to)}` });
  }

  #dropRule(rule: Rule): void {
    const at = this.#change.renamed.rules.indexOf(rule);
    const was = this.#change.before.rules[at] ?? rule;
    const name = rule.auto ? this.#found.nameOf(foundKind(rule), was.columns, was.name) : rule.name;
    const during = this.#change.hints.concurrently ? "CONCURRENTLY " : "";
    const sql = rule.isIndex
      ? `DROP INDEX ${during}IF EXISTS ${quoteName(name)}`
      : `${alterTable(this.#table)} DROP CONSTRAINT ${quoteName(name)}`;
    this.drops.push({ sql });
  }

  #added(rule: Rule): Statement {
    const { concurrently, notValid } = this.#change.hints;
    const { sql } = addRule(this.#table, rule);
    if (concurrently && rule.isIndex)
      return { sql: sql.replace(" INDEX ", " INDEX CONCURRENTLY ") };
    return { sql: notValid && rule.kind === "check" ? `${sql} NOT VALID` : sql };
  }

  #dropColumn(column: Column): void {
    const at = this.#change.renamed.columns.indexOf(column);
    const { name, reference } = this.#change.before.columns[at] ?? column;
    if (reference) this.#dropReference(this.#found.nameOf("foreign", [name], reference.name));
    const sql = `${alterTable(this.#table)} DROP COLUMN ${quoteName(column.name)} CASCADE`;
    this.columns.push({ sql });
  }

  #dropReference(name: string): void {
    const sql = `${alterTable(this.#table)} DROP CONSTRAINT ${quoteName(name)}`;
    this.referenceDrops.push({ sql });
  }

  #alter(column: KeptColumn): void {
    const { before, old, now } = column;
    const { reference } = before;
    const isRetyped = now.type !== old.type;
    const isAnother = now.reference?.sql !== old.reference?.sql;
    const real = reference && this.#found.nameOf("foreign", [before.name], reference.name);
    if (real !== undefined && (isAnother || isRetyped)) {
      this.#dropReference(real);
    } else if (real !== undefined && now.reference && now.name !== before.name) {
      const isUsual = real === reference?.name;
      const sql = `${alterTable(this.#table)} RENAME CONSTRAINT ${quoteName(real)} TO ${quoteName(now.reference.name)}`;
      if (isUsual) this.renames.push({ sql });
    }
    if (now.reference && (isAnother || isRetyped)) {
      this.references.push(addReference(this.#table, now.name, now.reference));
    }
    const fill = this.#change.fill.get(now.field);
    const changes = columnChanges(column, { table: this.#table, found: this.#found, fill });
    this.drops.push(...changes.drops);
    this.columns.push(...changes.alterations);
    this.adds.unshift(...changes.adds);
  }

  #addColumn(column: Column): void {
    const { generated, reference } = column;
    const given = this.#change.fill.get(column.field);
    const isFilled = column.default === undefined && generated === undefined && given !== undefined;
    const sql = `${alterTable(this.#table)} ADD COLUMN ${columnDefinition(column, isFilled ? given : undefined)}`;
    this.columns.push({ sql });
    if (isFilled) {
      const name = quoteName(column.name);
      this.columns.push({ sql: `${alterTable(this.#table)} ALTER COLUMN ${name} DROP DEFAULT` });
    }
    if (column.comment !== undefined) this.columns.push(columnComment(this.#table, column));
    if (reference) this.references.push(addReference(this.#table, column.name, reference));
  }

  #validate(): void {
    const { validate } = this.#change.hints;
    if (!validate) return;
    const [, name] = validate;
    const isHere = this.#change.after.rules.some((rule) => rule.name === name);
    const sql = `${alterTable(this.#table)} VALIDATE CONSTRAINT ${quoteName(name)}`;
    if (isHere) this.adds.push({ sql });
  }
}

function foundKind({ kind }: Rule): "index" | "like" | "primary" | "unique" {
  return kind === "index" || kind === "like" || kind === "primary" ? kind : "unique";
}
