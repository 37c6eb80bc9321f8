import type { CheckMessage } from "../../conf/index.ts";

/** Reports a mistake that stops the project. */
export function error(object: string, id: string, message: string, hint?: string): CheckMessage {
  return { level: "ERROR", id, message, object, ...(hint !== undefined && { hint }) };
}

/** Reports something that works but is probably unintended. */
export function warning(object: string, id: string, message: string, hint?: string): CheckMessage {
  return { ...error(object, id, message, hint), level: "WARNING" };
}
