/** A clock for tests, in milliseconds since 1970, that stands still until it is set forward. */
export interface StandingClock {
  readonly now: () => number;
  readonly advance: (seconds: number) => void;
}

/** @param start Default: noon UTC on 2026-11-22. */
export function standingClock(start: number = Date.UTC(2026, 10, 22, 12)): StandingClock {
  let moment = start;
  return {
    now: () => moment,
    advance: (seconds) => {
      moment += seconds * 1000;
    },
  };
}
