import {
  SchemaComparator,
  type DatabaseSchema,
  type MikroORM,
  type SchemaDifference,
} from "@mikro-orm/sql";
import type { Connection } from "../../connections/index.ts";
import { ormOf } from "./history.ts";
import type { State } from "./state.ts";

/** The statements that take a database's tables from one state to another. */
export class SqlRenderer {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async render(from: State, to: State): Promise<readonly string[]> {
    // Anew each time: writing a table out changes what MikroORM holds of it.
    const before = await tablesOf(this.#connection, from);
    const after = await tablesOf(this.#connection, to);
    const comparator = new SchemaComparator(after.orm.em.getPlatform());
    const difference = comparator.compare(before.schema, after.schema);
    const generator = generatorOf(after.orm);
    const sql = generator.diffToSQL(difference, { wrap: false, safe: false, dropTables: true });
    const statements = generator.splitOutsideLiterals(sql, ";\n").map((each) => each.trim());
    return [...this.#fill(difference, after.orm), ...statements.filter((each) => each !== "")];
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

/** What differs between a state and the database as it is, as SQL; empty if nothing does. */
export async function findDrift(connection: Connection, state: State): Promise<string> {
  const orm = await ormOf(connection, state);
  const sql = await orm.schema.getUpdateSchemaSQL({ wrap: false, safe: false, dropTables: false });
  return sql.trim();
}

interface Tables {
  readonly orm: MikroORM;
  readonly schema: DatabaseSchema;
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

async function tablesOf(connection: Connection, state: State): Promise<Tables> {
  const orm = await ormOf(connection, state);
  return { orm, schema: generatorOf(orm).getTargetSchema() };
}

function generatorOf(orm: MikroORM): Generator {
  return orm.schema as unknown as Generator;
}
