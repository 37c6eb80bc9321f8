/** Migrations of every kind, each of which also logs its name in a row and takes the row back. */
import {
  addConstraint,
  addField,
  addIndex,
  alterField,
  createModel,
  MigrationGraph,
  removeField,
  removeIndex,
  renameField,
  renameModel,
  runSQL,
  type Operation,
} from "../../src/migrations/index.ts";

const id = { type: "bigint", primary: true, autoincrement: true };
const text = { type: "string", length: 50 };

/** Rows of books, from the second migration on. */
export const BOOKS = 50;

const steps: readonly (readonly Operation[])[] = [
  [
    createModel("Log", { table: "a_log", fields: { id, name: text } }),
    createModel("Author", { table: "a_author", fields: { id, name: text } }),
  ],
  [
    createModel("Book", {
      table: "a_book",
      fields: {
        id,
        title: text,
        author: { kind: "m:1", to: "a.Author", deleteRule: "cascade" },
      },
    }),
    runSQL(
      [
        "insert into a_author (id, name) values (1, 'Ann'), (2, 'Bob')",
        ...Array.from(
          { length: BOOKS },
          (_, at) => `insert into a_book (title, author_id) values ('book ${at}', ${1 + (at % 2)})`,
        ),
      ],
      ["delete from a_book", "delete from a_author"],
    ),
  ],
  [addField("Author", "email", { ...text, nullable: true })],
  [alterField("Author", "name", { type: "text" }), addIndex("Author", { properties: ["email"] })],
  [renameField("Book", "author", "writer")],
  [
    addField("Book", "price", { type: "decimal", precision: 8, scale: 2 }, { oneOffDefault: "1" }),
    addConstraint("Book", { name: "price_positive", check: { field: "price", gte: "0" } }),
  ],
  [renameModel("Author", "Writer")],
  [removeIndex("Writer", { properties: ["email"] }), removeField("Writer", "email")],
];

export const graph = new MigrationGraph(
  steps.map((operations, at) => {
    const name = `000${at + 1}_step`;
    const log = runSQL(
      `insert into a_log (name) values ('${name}')`,
      `delete from a_log where name = '${name}'`,
    );
    const after = at === 0 ? [] : [`a.000${at}_step`];
    return { app: "a", name, key: `a.${name}`, after, operations: [...operations, log] };
  }),
);
