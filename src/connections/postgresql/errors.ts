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

/** Error classes by the first two characters of SQLSTATE, as in psycopg; others are plain DatabaseErrors. */
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

/** The server ends the connection, because it shuts down or was asked to. */
const ENDED = /^(?:57P0[123]|25P0[34]|08)/;
const STATEMENT_TIMEOUT = "57014";
const LOCK_TIMEOUT = "55P03";
/** The server's routine that stops long statements. */
const INTERRUPTED = "ProcessInterrupts";

/** Whether the connection is lost and unusable. */
export function isLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, severity } = fieldsOf(error);
  if (severity === "FATAL" || severity === "PANIC") return true;
  // Errors of the server have a severity; without one the driver or the socket failed.
  return severity === undefined ? !(error instanceof TypeError) : ENDED.test(code ?? "");
}

/** Whether the statement was never sent, as the connection was known to be lost. */
export function wasNotSent(error: unknown): boolean {
  return error instanceof Error && /not queryable|Client was closed/.test(error.message);
}

/** Converts an error of `pg` to one of ours; returns other errors unchanged. */
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
  // Checks codes, as messages may be in any language.
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
  // With NOWAIT another routine of the server refuses.
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

/** Removes the quoted value from messages of the class "data exception". */
function messageOf({ message }: Error, code: string | undefined): string {
  return code?.startsWith("22") ? message.replace(/"[\s\S]*"/, "...") : message;
}

/** Parses `Key (a, b)=(1, x) already exists.` */
function columnsIn(detail: string | undefined): readonly string[] {
  const [, names] = /^Key \(([^()]*)\)=/.exec(detail ?? "") ?? [];
  return names === undefined ? [] : names.split(", ").map((name) => name.replaceAll('"', ""));
}

/** Properties with values of rows: made non-enumerable, so that printing an error does not show them. */
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
