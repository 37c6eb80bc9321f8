import { levels, type Level } from "../conf/index.ts";

/** What LOGGING calls a level: Django's five, and `NOTSET`, which asks the logger above. */
export type LevelName = Level | "NOTSET";

/** The number of a level: DEBUG 10, INFO 20, WARNING 30, ERROR 40, CRITICAL 50, NOTSET 0. */
export function levelNumber(name: LevelName): number {
  return name === "NOTSET" ? 0 : levels[name];
}

export const levelNames: readonly LevelName[] = [
  "NOTSET",
  "DEBUG",
  "INFO",
  "WARNING",
  "ERROR",
  "CRITICAL",
];
