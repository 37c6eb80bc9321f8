import { AsyncLocalStorage } from "node:async_hooks";

const chosen = new AsyncLocalStorage<string>();
let standard = "UTC";

/**
 * Returns the name of the zone for texts without an offset and for the beginning of days: that of {@link
 * overrideTimeZone}, or else the project's TIME_ZONE, or `UTC`.
 */
export function currentTimeZone(): string {
  return chosen.getStore() ?? standard;
}

/** Sets the zone that is current where no other was chosen; a project sets its TIME_ZONE. */
export function setDefaultTimeZone(name: string): void {
  standard = name;
}

/**
 * Runs `work`, and everything it awaits, with another current zone: Django's `timezone.override`.
 *
 * @example
 * await overrideTimeZone("America/New_York", () => render(request, "polls/index.html"));
 */
export function overrideTimeZone<T>(name: string, work: () => T): T {
  return chosen.run(name, work);
}
