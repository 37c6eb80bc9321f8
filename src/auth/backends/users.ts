/** The table `auth_user`. */
import type { Settings } from "../../conf/index.ts";
import { getConnection, type Row, type SqlValue } from "../../connections/index.ts";
import { makePassword } from "../password.ts";
import { normalizeEmail, normalizeUsername } from "../user-names.ts";
import { AbstractUser, hideFromTemplates, type UserFields } from "../user.ts";

const columns: Readonly<Record<keyof UserFields, string>> = {
  username: "username",
  password: "password",
  email: "email",
  firstName: "first_name",
  lastName: "last_name",
  isActive: "is_active",
  isStaff: "is_staff",
  isSuperuser: "is_superuser",
  lastLogin: "last_login",
  dateJoined: "date_joined",
};
const fieldNames = [
  "username",
  "password",
  "email",
  "firstName",
  "lastName",
  "isActive",
  "isStaff",
  "isSuperuser",
  "lastLogin",
  "dateJoined",
] as const satisfies readonly (keyof UserFields)[];
const columnList = fieldNames.map((field) => `"${columns[field]}"`).join(", ");

/** A row of `auth_user`. */
export class User extends AbstractUser {
  readonly id: number;
  readonly #settings: Settings;

  constructor(
    settings: Settings,
    fields: Pick<UserFields, "username"> & Partial<UserFields> & { readonly id: number },
  ) {
    super(settings, fields);
    this.id = fields.id;
    this.#settings = settings;
  }

  /** @throws {Error} If the user was deleted in the meantime. */
  async save({
    updateFields = fieldNames,
  }: { readonly updateFields?: readonly (keyof UserFields)[] } = {}): Promise<void> {
    const assignments = updateFields.map((field) => `"${columns[field]}" = ?`).join(", ");
    const values = updateFields.map((field): SqlValue => this[field]);
    const { changes } = await getConnection(this.#settings).run(
      `UPDATE "auth_user" SET ${assignments} WHERE "id" = ?`,
      [...values, this.id],
    );
    if (changes === 0) throw new Error(`There is no user ${this.id} any more: nothing was saved.`);
  }
}

hideFromTemplates(User.prototype, "save");

export async function findUser(
  settings: Settings,
  column: "id" | "username",
  value: number | string,
): Promise<User | undefined> {
  const sql = `SELECT "id", ${columnList} FROM "auth_user" WHERE "${column}" = ?`;
  const row = await getConnection(settings).get(sql, [value]);
  return row && userOf(settings, row);
}

/** Users who may come in and have this address, whatever its case. */
export async function findActiveUsersByEmail(
  settings: Settings,
  email: string,
): Promise<readonly User[]> {
  const sql = `SELECT "id", ${columnList} FROM "auth_user" WHERE UPPER("email") = UPPER(?) AND "is_active"`;
  const rows = await getConnection(settings).all(sql, [email]);
  return rows.map((row) => userOf(settings, row));
}

/** What a new user is made of; `password` is the password itself, and without one nobody can log in. */
export interface NewUser extends Partial<Omit<UserFields, "password">> {
  readonly username: string;
  readonly password?: string | null;
}

/**
 * Adds a user, as Django's `User.objects.create_user`.
 *
 * @throws {RangeError} An empty name.
 */
export async function createUser(
  settings: Settings,
  { username, password = null, ...fields }: NewUser,
): Promise<User> {
  if (username === "") throw new RangeError("The given username must be set.");
  const data = {
    dateJoined: new Date(),
    ...fields,
    username: normalizeUsername(username),
    email: normalizeEmail(fields.email ?? ""),
    password: await makePassword(settings, password),
  };
  const user = new User(settings, { ...data, id: 0 });
  const row = await getConnection(settings).get(
    `INSERT INTO "auth_user" (${columnList}) VALUES (${fieldNames.map(() => "?").join(", ")}) RETURNING "id"`,
    fieldNames.map((field): SqlValue => user[field]),
  );
  return new User(settings, { ...data, id: Number(row?.["id"]) });
}

/**
 * Adds a user who may do everything.
 *
 * @throws {RangeError} An empty name; or the user is not to be staff or superuser.
 */
export async function createSuperuser(settings: Settings, user: NewUser): Promise<User> {
  for (const flag of ["isStaff", "isSuperuser"] as const) {
    if (user[flag] === false) throw new RangeError(`Superuser must have ${flag} true.`);
  }
  return createUser(settings, { ...user, isStaff: true, isSuperuser: true });
}

function userOf(settings: Settings, row: Row): User {
  const text = (field: keyof UserFields): string => {
    const value = row[columns[field]];
    return typeof value === "string" ? value : "";
  };
  const flag = (field: keyof UserFields): boolean => Boolean(row[columns[field]]);
  const date = (field: keyof UserFields): Date | null => dateOf(row[columns[field]]);
  return new User(settings, {
    id: Number(row["id"]),
    username: text("username"),
    password: text("password"),
    email: text("email"),
    firstName: text("firstName"),
    lastName: text("lastName"),
    isActive: flag("isActive"),
    isStaff: flag("isStaff"),
    isSuperuser: flag("isSuperuser"),
    lastLogin: date("lastLogin"),
    dateJoined: date("dateJoined") ?? new Date(0),
  });
}

/** SQLite keeps dates as texts in UTC, with microseconds. */
function dateOf(value: unknown): Date | null {
  if (value instanceof Date) return value;
  return typeof value === "string" ? new Date(`${value.slice(0, 23).replace(" ", "T")}Z`) : null;
}
