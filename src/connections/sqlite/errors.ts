import { hasErrorCode } from "../../platform/index.ts";
import {
  DatabaseError,
  DataError,
  IntegrityError,
  InterfaceError,
  InternalError,
  OperationalError,
  type DatabaseErrorOptions,
} from "../errors.ts";

/** SQLite's result codes used here; extended codes contain them in their lowest byte. */
const BUSY = 5;
const READONLY = 8;
const PRIMARY = 0xff;

type ErrorClass = new (message: string, options: DatabaseErrorOptions) => DatabaseError;

/** Error classes by result code, as in Python's sqlite3; others are operational. */
const classes: Readonly<Record<number, ErrorClass>> = {
  2: InternalError,
  11: DatabaseError,
  12: InternalError,
  18: DataError,
  19: IntegrityError,
  20: IntegrityError,
  21: InterfaceError,
  25: InterfaceError,
};

/** Whether the file is locked by somebody else, so that a retry may succeed. */
export function isBusy(error: unknown): boolean {
  return (resultCode(error) & PRIMARY) === BUSY;
}

/** Like {@link isBusy}, for one of our errors. */
export function isBusyError(error: unknown): boolean {
  return error instanceof OperationalError && isBusy(error.cause);
}

/** Whether a writing statement was run on a read-only handle. */
export function isReadOnly(error: unknown): boolean {
  return (resultCode(error) & PRIMARY) === READONLY;
}

/** Whether an integer does not fit into a JavaScript number. */
export function isOutOfRange(error: unknown): boolean {
  return hasErrorCode(error, "ERR_OUT_OF_RANGE");
}

/** Converts an error of node:sqlite to one of ours; returns other errors unchanged. */
export function sqliteError(error: unknown): unknown {
  const code = resultCode(error);
  if (code === 0 || !(error instanceof Error)) return error;
  const Class = classes[code & PRIMARY] ?? OperationalError;
  return new Class(error.message, { cause: error, code: String(code), ...aboutOf(error.message) });
}

function resultCode(error: unknown): number {
  return error instanceof Error && "errcode" in error ? Number(error.errcode) : 0;
}

/** Parses `UNIQUE constraint failed: t.a, t.b`, `CHECK constraint failed: name`, `... failed: index 'name'`. */
function aboutOf(message: string): Partial<DatabaseErrorOptions> {
  const [, kind, about] = /^(UNIQUE|NOT NULL|CHECK) constraint failed: (.+)$/s.exec(message) ?? [];
  if (kind === undefined || about === undefined) return {};
  if (kind === "CHECK") return { constraint: about };
  const [, index] = /^index '(.*)'$/s.exec(about) ?? [];
  if (index !== undefined) return { constraint: index };
  const names = about.split(", ").map((name) => name.split("."));
  return { table: names[0]?.[0], columns: names.map((name) => name.slice(1).join(".")) };
}
