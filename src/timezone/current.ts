import { AsyncLocalStorage } from "node:async_hooks";

const chosen = new AsyncLocalStorage<string>();
let standard = "UTC";

/**
 * Name of the zone in which texts without an offset are read and in which days begin: that of
 * {@link overrideTimeZone} around, else the project's TIME_ZONE, else `UTC`.
 */
export function currentTimeZone(): string {
  return chosen.getStore() ?? standard;
}

/** Makes a zone the current one wherever no other was chosen; a project does it with its TIME_ZONE. */
export function setDefaultTimeZone(name: string): void {
  standard = name;
}

/** Runs `work`, and all that it awaits, with another current zone: Django's `timezone.override`. */
export function overrideTimeZone<T>(name: string, work: () => T): T {
  return chosen.run(name, work);
}
