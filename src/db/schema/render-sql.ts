import {
  SchemaComparator,
  type DatabaseSchema,
  type MikroORM,
  type SchemaDifference,
} from "@mikro-orm/sql";
import type { Connection } from "../../connections/index.ts";
import { ormOf } from "./history.ts";
import { renameTables, type Renaming } from "./renamed-tables.ts";
import type { State } from "./state.ts";

export type { Renaming } from "./renamed-tables.ts";

/** The statements that take a database's tables from one state to another. */
export class SqlRenderer {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** @param renamed Tables that keep their rows under another name. */
  async render(from: State, to: State, renamed: readonly Renaming[] = []): Promise<string[]> {
    // Anew each time: writing a table out changes what MikroORM holds of it.
    const before = await tablesOf(this.#connection, from);
    const after = await tablesOf(this.#connection, to);
    const renames = renameTables(before.schema, after.schema, renamed);
    const comparator = new SchemaComparator(after.orm.em.getPlatform());
    const difference = comparator.compare(before.schema, after.schema);
    const statements = statementsOf(difference, after.orm);
    return [...renames, ...this.#fill(difference, after.orm), ...statements];
  }

  /** PostgreSQL refuses `not null` while there are nulls; they take the default first, as in Django. */
  #fill({ changedTables }: SchemaDifference, orm: MikroORM): readonly string[] {
    if (this.#connection.vendor === "sqlite") return [];
    const quote = (name: string): string => orm.em.getPlatform().quoteIdentifier(name);
    return Object.values(changedTables).flatMap(({ toTable, changedColumns }) =>
      Object.values(changedColumns).flatMap(({ fromColumn, column }) =>
        fromColumn?.nullable && !column.nullable && column.default != null
          ? [
              `update ${toTable.getQuotedName()} set ${quote(column.name)} = ${column.default} where ${quote(column.name)} is null;`,
            ]
          : [],
      ),
    );
  }
}

export interface Tables {
  readonly orm: MikroORM;
  readonly schema: DatabaseSchema;
}

/** The tables that a state describes. */
export async function tablesOf(connection: Connection, state: State): Promise<Tables> {
  const orm = await ormOf(connection, state);
  return { orm, schema: generatorOf(orm).getTargetSchema() };
}

/** What makes up for a difference, one statement each. */
export function statementsOf(
  difference: SchemaDifference,
  orm: MikroORM,
  { dropTables = true }: { readonly dropTables?: boolean } = {},
): readonly string[] {
  const generator = generatorOf(orm);
  const sql = generator.diffToSQL(difference, { wrap: false, safe: false, dropTables });
  const statements = generator.splitOutsideLiterals(sql, ";\n").map((each) => each.trim());
  return statements.filter((each) => each !== "");
}

/** The parts of MikroORM's schema generator that its declarations keep to themselves. */
interface Generator {
  getTargetSchema(): DatabaseSchema;
  diffToSQL(
    difference: SchemaDifference,
    options: { wrap: boolean; safe: boolean; dropTables: boolean },
  ): string;
  splitOutsideLiterals(sql: string, separator: string): string[];
}

function generatorOf(orm: MikroORM): Generator {
  return orm.schema as unknown as Generator;
}
