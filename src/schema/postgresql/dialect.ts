import { quoteName } from "../../connections/index.ts";
import type { Dialect, SchemaReader, Statement, TableChange } from "../change.ts";
import type { Rule, Table } from "../table.ts";
import { addReference, addRule, columnComment, columnDefinition, comment } from "./clauses.ts";
import { TableAlteration } from "./table-alteration.ts";

export const postgresql: Dialect = {
  /** Foreign keys come last, as they may refer to later tables. */
  create(tables: readonly Table[]): readonly Statement[] {
    return [
      ...tables.flatMap(createTable),
      ...tables.flatMap(({ name, columns }) =>
        columns.flatMap(({ name: column, reference }) =>
          reference ? [addReference(name, column, reference)] : [],
        ),
      ),
    ];
  },

  drop({ name }: Table): readonly Statement[] {
    return [{ sql: `DROP TABLE ${quoteName(name)} CASCADE` }];
  },

  /** Order: names, removals beginning with foreign keys, columns, additions, foreign keys. */
  async *alter(changes: readonly TableChange[], database: SchemaReader): AsyncGenerator<Statement> {
    const altered: TableAlteration[] = [];
    for (const change of changes) altered.push(await TableAlteration.of(change, database));
    for (const { renames } of altered) yield* renames;
    for (const { referenceDrops } of altered) yield* referenceDrops;
    for (const { drops } of altered) yield* drops;
    for (const { columns } of altered) yield* columns;
    for (const { adds } of altered) yield* adds;
    for (const { references } of altered) yield* references;
  },
};

function createTable({ name, columns, rules, comment: text }: Table): readonly Statement[] {
  const inline = rules.filter(isInline);
  const parts = [
    ...columns.map((column) => columnDefinition(column)),
    ...inline.map(({ sql }) => sql),
  ].join(", ");
  const commented = columns.filter((each) => each.comment !== undefined);
  return [
    { sql: `CREATE TABLE ${quoteName(name)} (${parts})` },
    ...rules.filter((rule) => !isInline(rule)).map((rule) => addRule(name, rule)),
    ...(text === undefined ? [] : [comment(`TABLE ${quoteName(name)}`, text)]),
    ...commented.map((column) => columnComment(name, column)),
  ];
}

function isInline({ kind, isIndex, auto }: Rule): boolean {
  return kind === "primary" || (!isIndex && !auto);
}
