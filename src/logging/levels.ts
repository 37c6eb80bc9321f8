import { levels, type Level } from "../conf/index.ts";

/** A level in LOGGING: Django's five, and `NOTSET`, which takes the parent logger's. */
export type LevelName = Level | "NOTSET";

/** Returns a level's number: DEBUG 10, INFO 20, WARNING 30, ERROR 40, CRITICAL 50, NOTSET 0. */
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
