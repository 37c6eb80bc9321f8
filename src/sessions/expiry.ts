import type { SessionItems } from "./store.ts";

/** The reserved item for a session's own expiry, as in Django. */
export const EXPIRY_ITEM = "_session_expiry";

/**
 * Argument of `setExpiry`: seconds after the last save, a date, 0 for when the browser closes, or `null` for
 * the setting.
 */
export type Expiry = number | Date | null;

export interface ExpirySettings {
  readonly SESSION_COOKIE_AGE: number;
  readonly SESSION_EXPIRE_AT_BROWSER_CLOSE: boolean;
}

export interface ExpiryOptions {
  /** Time of the session's last change. Default: now. */
  readonly modification?: Date;
  /** Expiry to use instead of the session's own. */
  readonly expiry?: Expiry;
}

/** Formats a UTC date as Python's `datetime.isoformat()` does. */
function isoFormat(moment: Date): string {
  return moment
    .toISOString()
    .replace(".000Z", "+00:00")
    .replace(/(\.\d{3})Z$/, "$1000+00:00");
}

/** Converts an expiry to its stored form. */
export function storedExpiry(expiry: number | Date): number | string {
  return typeof expiry === "number" ? expiry : isoFormat(expiry);
}

/** Parses like Python's `datetime.fromisoformat`; text without an offset is UTC. */
function parseIso(text: string): Date {
  const moment = new Date(/(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`);
  if (Number.isNaN(moment.getTime())) throw new RangeError(`Not a moment in time: '${text}'`);
  return moment;
}

/** The session's own expiry, in seconds or as a date; `undefined` if the setting applies. */
function ownExpiry(items: SessionItems, options: ExpiryOptions): number | Date | undefined {
  const expiry = "expiry" in options ? options.expiry : items.get(EXPIRY_ITEM);
  if (expiry instanceof Date) return expiry;
  if (typeof expiry === "string" && expiry !== "") return parseIso(expiry);
  return typeof expiry === "number" && expiry !== 0 ? expiry : undefined;
}

/** Seconds until the session ends; negative once it has ended. */
export function expiryAge(
  items: SessionItems,
  settings: ExpirySettings,
  now: number,
  options: ExpiryOptions,
): number {
  const expiry = ownExpiry(items, options);
  if (expiry === undefined) return settings.SESSION_COOKIE_AGE;
  if (typeof expiry === "number") return expiry;
  return Math.floor((expiry.getTime() - (options.modification?.getTime() ?? now)) / 1000);
}

/** When the session ends. */
export function expiryDate(
  items: SessionItems,
  settings: ExpirySettings,
  now: number,
  options: ExpiryOptions,
): Date {
  const expiry = ownExpiry(items, options);
  if (expiry instanceof Date) return expiry;
  const seconds = expiry ?? settings.SESSION_COOKIE_AGE;
  return new Date((options.modification?.getTime() ?? now) + seconds * 1000);
}

/** Whether the session ends when the browser closes: its own choice, or else the setting's. */
export function expiresAtBrowserClose(items: SessionItems, settings: ExpirySettings): boolean {
  const own = items.get(EXPIRY_ITEM);
  return own === undefined || own === null ? settings.SESSION_EXPIRE_AT_BROWSER_CLOSE : own === 0;
}
