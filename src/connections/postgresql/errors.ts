import {
  DatabaseError,
  DataError,
  IntegrityError,
  InternalError,
  NotSupportedError,
  OperationalError,
  ProgrammingError,
} from "../errors.ts";
import { limitExceeded, type Limits } from "../limits.ts";

type ErrorClass = new (...args: ConstructorParameters<typeof DatabaseError>) => DatabaseError;

/** As psycopg sorts them, by the first two characters of SQLSTATE; all others are plain database errors. */
const classes: Readonly<Record<string, ErrorClass>> = {
  "08": OperationalError,
  "0A": NotSupportedError,
  "20": ProgrammingError,
  "21": ProgrammingError,
  "22": DataError,
  "23": IntegrityError,
  "24": InternalError,
  "25": InternalError,
  "26": OperationalError,
  "27": OperationalError,
  "28": OperationalError,
  "2B": InternalError,
  "2D": InternalError,
  "2F": InternalError,
  "34": OperationalError,
  "38": InternalError,
  "39": InternalError,
  "3B": InternalError,
  "3D": ProgrammingError,
  "3F": ProgrammingError,
  "40": OperationalError,
  "42": ProgrammingError,
  "44": ProgrammingError,
  "53": OperationalError,
  "54": OperationalError,
  "55": OperationalError,
  "57": OperationalError,
  "58": OperationalError,
  F0: InternalError,
  HV: OperationalError,
  P0: InternalError,
  XX: InternalError,
};

/** The server ends the connection: it shuts down, or somebody has asked it to. */
const ENDED = /^(?:57P0[123]|25P0[34]|08)/;
const STATEMENT_TIMEOUT = "57014";
const LOCK_TIMEOUT = "55P03";
/** The part of the server that ends what takes too long. */
const INTERRUPTED = "ProcessInterrupts";

/** Whether the connection is lost: nothing can be sent on it any more. */
export function isLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, severity } = fieldsOf(error);
  if (severity === "FATAL" || severity === "PANIC") return true;
  // What the server says has a severity; without one it is the driver or the socket that failed.
  return severity === undefined ? !(error instanceof TypeError) : ENDED.test(code ?? "");
}

/** Whether the statement was not sent at all, as the connection was known to be lost. */
export function wasNotSent(error: unknown): boolean {
  return error instanceof Error && /not queryable|Client was closed/.test(error.message);
}

/** What `pg` threw, as an error of ours; what is none of the database's as it is. */
export function postgresqlError(error: unknown, alias: string, limits: Limits): unknown {
  if (!(error instanceof Error) || error instanceof TypeError) return error;
  const fields = fieldsOf(error);
  hideValues(error, fields.code);
  if (fields.severity === undefined) {
    return new OperationalError(`The connection to the database was lost: ${error.message}`, {
      cause: error,
    });
  }
  const limited = limitOf(error, fields.code, alias, limits);
  if (limited) return limited;
  const Class = classes[fields.code?.slice(0, 2) ?? ""] ?? DatabaseError;
  const { code, constraint, table } = fields;
  return new Class(messageOf(error, code), {
    cause: error,
    code,
    constraint,
    table,
    columns: fields.column === undefined ? columnsIn(fields.detail) : [fields.column],
  });
}

function limitOf(
  cause: Error,
  code: string | undefined,
  alias: string,
  limits: Limits,
): OperationalError | undefined {
  // The messages may be in any language.
  if (code === STATEMENT_TIMEOUT && limits.statement > 0) {
    return limitExceeded({
      alias,
      name: "STATEMENT_TIMEOUT",
      what: "A statement was stopped because it took longer than",
      limit: limits.statement,
      hint: "Look at its plan (EXPLAIN): an index or a smaller result may help.",
      cause,
    });
  }
  // With NOWAIT it is another part of the server that refuses.
  if (code === LOCK_TIMEOUT && limits.lock > 0 && Reflect.get(cause, "routine") === INTERRUPTED) {
    return limitExceeded({
      alias,
      name: "LOCK_TIMEOUT",
      what: "Waiting for rows or tables that others have locked took longer than",
      limit: limits.lock,
      hint: "Keep transactions short, and lock rows in the same order everywhere.",
      cause,
    });
  }
  return undefined;
}

/** Messages of the class "data exception" show the value, in quotes. */
function messageOf({ message }: Error, code: string | undefined): string {
  return code?.startsWith("22") ? message.replace(/"[\s\S]*"/, "...") : message;
}

/** `Key (a, b)=(1, x) already exists.` */
function columnsIn(detail: string | undefined): readonly string[] {
  const [, names] = /^Key \(([^()]*)\)=/.exec(detail ?? "") ?? [];
  return names === undefined ? [] : names.split(", ").map((name) => name.replaceAll('"', ""));
}

/** Where the server writes values of rows: still there for who asks, but not where an error is printed. */
const telling = ["detail", "where", "internalQuery", "hint"];

function hideValues(error: Error, code: string | undefined): void {
  for (const name of telling) {
    if (name in error) Object.defineProperty(error, name, { enumerable: false });
  }
  if (!code?.startsWith("22")) return;
  const message = messageOf(error, code);
  Object.defineProperty(error, "stack", {
    value: (error.stack ?? "").replace(error.message, message),
    configurable: true,
    writable: true,
  });
  error.message = message;
}

interface Fields {
  readonly code: string | undefined;
  readonly severity: string | undefined;
  readonly constraint: string | undefined;
  readonly table: string | undefined;
  readonly column: string | undefined;
  readonly detail: string | undefined;
}

function fieldsOf(error: Error): Fields {
  const text = (name: string): string | undefined => {
    const value: unknown = Reflect.get(error, name);
    return typeof value === "string" ? value : undefined;
  };
  return {
    code: text("code"),
    severity: text("severity"),
    constraint: text("constraint"),
    table: text("table"),
    column: text("column"),
    detail: text("detail"),
  };
}
