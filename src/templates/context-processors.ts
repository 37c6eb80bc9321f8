/** Context processors: functions from a request to variables for every template. */
import type { ContextValues } from "./scope.ts";

export type ContextProcessor = {
  run(request: unknown): ContextValues | Promise<ContextValues>;
}["run"];

/** `debug`, when DEBUG is on. */
export function debugProcessor(debug: boolean): ContextProcessor {
  return () => (debug ? { debug: true } : {});
}

/** `STATIC_URL`. */
export function staticProcessor(staticUrl: string): ContextProcessor {
  return () => ({ STATIC_URL: staticUrl });
}

/** `MEDIA_URL`. */
export function mediaProcessor(mediaUrl: string): ContextProcessor {
  return () => ({ MEDIA_URL: mediaUrl });
}

/** `TIME_ZONE`. */
export function timeZoneProcessor(timeZone: string): ContextProcessor {
  return () => ({ TIME_ZONE: timeZone });
}
