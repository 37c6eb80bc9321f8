import type { CheckMessage } from "../../conf/index.ts";

/** A mistake that keeps the project from running. */
export function error(object: string, id: string, message: string, hint?: string): CheckMessage {
  return { level: "ERROR", id, message, object, ...(hint !== undefined && { hint }) };
}

/** Something that works, and is hardly meant. */
export function warning(object: string, id: string, message: string, hint?: string): CheckMessage {
  return { ...error(object, id, message, hint), level: "WARNING" };
}
