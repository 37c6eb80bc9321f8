/** The tables of Django's auth app, as its migrations created and changed them. */
import { runSQL, type Operation } from "../../migrations/index.ts";

type Table = "auth_permission" | "auth_group" | "auth_user";
type Columns = Readonly<Record<string, string>>;

const SQLITE_ID = "integer NOT NULL PRIMARY KEY AUTOINCREMENT";

/** SQLite columns created by 0001. */
const created: Readonly<Record<Table, Columns>> = {
  auth_permission: {
    id: SQLITE_ID,
    name: "varchar(50) NOT NULL",
    content_type_id: `integer NOT NULL ${references("django_content_type")}`,
    codename: "varchar(100) NOT NULL",
  },
  auth_group: { id: SQLITE_ID, name: "varchar(80) NOT NULL UNIQUE" },
  auth_user: {
    id: SQLITE_ID,
    password: "varchar(128) NOT NULL",
    last_login: "datetime NOT NULL",
    is_superuser: "bool NOT NULL",
    username: "varchar(30) NOT NULL UNIQUE",
    first_name: "varchar(30) NOT NULL",
    last_name: "varchar(30) NOT NULL",
    email: "varchar(75) NOT NULL",
    is_staff: "bool NOT NULL",
    is_active: "bool NOT NULL",
    date_joined: "datetime NOT NULL",
  },
};

/** Changes of later migrations, in order. */
const altered: Readonly<Record<Table, readonly (readonly [column: string, type: string])[]>> = {
  auth_permission: [["name", "varchar(255) NOT NULL"]],
  auth_group: [["name", "varchar(150) NOT NULL UNIQUE"]],
  auth_user: [
    ["email", "varchar(254) NOT NULL"],
    ["last_login", "datetime NULL"],
    ["username", "varchar(150) NOT NULL UNIQUE"],
    ["last_name", "varchar(150) NOT NULL"],
    ["first_name", "varchar(150) NOT NULL"],
  ],
};

const indexes: Readonly<Record<Table, readonly string[]>> = {
  auth_permission: [
    `CREATE UNIQUE INDEX "auth_permission_content_type_id_codename_01ab375a_uniq" ON "auth_permission" ("content_type_id", "codename")`,
    `CREATE INDEX "auth_permission_content_type_id_2f476e4b" ON "auth_permission" ("content_type_id")`,
  ],
  auth_group: [],
  auth_user: [],
};

/** Creates a table in SQLite in its original layout. */
export function createSqliteTable(table: Table): readonly string[] {
  return [createTable(table, created[table]), ...indexes[table]];
}

/** Returns a foreign key for SQLite. */
export function references(table: string): string {
  return `REFERENCES "${table}" ("id") DEFERRABLE INITIALLY DEFERRED`;
}

export interface ColumnChange {
  /** What follows `ALTER COLUMN "name"` in PostgreSQL. */
  readonly to: string;
  /** The same for the reverse direction. */
  readonly from: string;
  /** The change of the model's state. */
  readonly model: Operation;
}

/** Alters a column like Django: in place on PostgreSQL, by a new table on SQLite, with this column last. */
export function alterColumn(table: Table, column: string, change: ColumnChange): Operation {
  const nth = altered[table].findIndex(([name]) => name === column) + 1;
  const alter = (what: string): string => `ALTER TABLE "${table}" ALTER COLUMN "${column}" ${what}`;
  return runSQL(
    { sqlite: rebuild(table, columnsAfter(table, nth)), postgresql: alter(change.to) },
    { sqlite: rebuild(table, columnsAfter(table, nth - 1)), postgresql: alter(change.from) },
    { stateOperations: [change.model] },
  );
}

function columnsAfter(table: Table, changes: number): Columns {
  const done = altered[table].slice(0, changes);
  const last = done.at(-1)?.[0];
  const columns = Object.entries({ ...created[table], ...Object.fromEntries(done) });
  const isLast = ([name]: readonly [string, string]): boolean => name === last;
  return Object.fromEntries([
    ...columns.filter((each) => !isLast(each)),
    ...columns.filter((each) => isLast(each)),
  ]);
}

/** Foreign keys are off while migrations run. */
function rebuild(table: Table, columns: Columns): readonly string[] {
  const names = Object.keys(columns).map(quoted).join(", ");
  return [
    createTable(`new__${table}`, columns),
    `INSERT INTO "new__${table}" (${names}) SELECT ${names} FROM "${table}"`,
    `DROP TABLE "${table}"`,
    `ALTER TABLE "new__${table}" RENAME TO "${table}"`,
    ...indexes[table],
  ];
}

function createTable(name: string, columns: Columns): string {
  const list = Object.entries(columns).map(([column, type]) => `${quoted(column)} ${type}`);
  return `CREATE TABLE ${quoted(name)} (${list.join(", ")})`;
}

function quoted(name: string): string {
  return `"${name}"`;
}
