import { causesOf, logError, logText } from "../../http/index.ts";
import { textValue } from "../plain-value.ts";
import type { LogRecord } from "../record.ts";

/** Fields that the message of an access log line already contains. */
const SAID_BY_ACCESS: ReadonlySet<string> = new Set(["method", "path", "status"]);

/**
 * Formats a record for people: time, level, logger, message and fields on one line; below it an error with its causes,
 * one line per stack frame.
 */
export function formatText(record: LogRecord): string {
  const { level, logger, message, request } = record;
  const id = request && !("id" in record.fields) ? ` [${request.id}]` : "";
  const line = `${localTime(record.time)} ${level} ${logText(logger) || "root"}${id}: ${logText(message)}`;
  return `${line}${fieldsOf(record)}\n${errorOf(record)}`;
}

/**
 * Formats records by a project's template in Python's style "{": `{asctime} {levelname} {name} {message}`, and also
 * `{process}`, `{request_id}` and field names. Missing values are empty.
 */
export function formatBy(template: string): (record: LogRecord) => string {
  return (record) => {
    const line = template.replace(/\{(\w+)\}/g, (_, name: string) => valueOf(record, name));
    return `${line}\n${errorOf(record)}`;
  };
}

function valueOf(record: LogRecord, name: string): string {
  switch (name) {
    case "asctime":
      return localTime(record.time);
    case "levelname":
      return record.level;
    case "name":
      return logText(record.logger) || "root";
    case "message":
      return logText(record.message);
    case "process":
      return String(process.pid);
    case "request_id":
      return record.request?.id ?? "";
    default:
      return name in record.fields ? textValue(record.fields[name]) : "";
  }
}

function fieldsOf({ fields, logger }: LogRecord): string {
  return Object.entries(fields)
    .filter(
      ([name, value]) =>
        value !== undefined && !(logger === "mkweb.access" && SAID_BY_ACCESS.has(name)),
    )
    .map(([name, value]) => ` ${logText(name)}=${textValue(value)}`)
    .join("");
}

function errorOf({ error }: LogRecord): string {
  if (error === undefined) return "";
  return causesOf(error).length > 0 ? `${logError(error)}\n` : "";
}

/** `2026-11-29 19:49:06,123` in the machine's time zone, as in Python's logging. */
function localTime(time: number): string {
  const at = new Date(time);
  const two = (number: number): string => String(number).padStart(2, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const clock = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(":");
  return `${day} ${clock},${String(at.getMilliseconds()).padStart(3, "0")}`;
}
