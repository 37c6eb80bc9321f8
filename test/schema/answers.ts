/** Django's answers as they are kept: each text once, each case by the places of its texts. */
import { readFile } from "node:fs/promises";
import type { Answer } from "./run-case.ts";

export interface StoredAnswers {
  readonly django: string;
  readonly texts: readonly string[];
  /** The places of the texts of the schema, and behind them that of the rows; `null`: refused. */
  readonly cases: Readonly<Record<string, readonly number[] | null>>;
}

export function fileOf(vendor: string): URL {
  return new URL(`answers/${vendor}.json`, import.meta.url);
}

export async function readAnswers(vendor: string): Promise<ReadonlyMap<string, Answer>> {
  const stored: StoredAnswers = JSON.parse(await readFile(fileOf(vendor), "utf8"));
  const text = (at: number | undefined): string => stored.texts[at ?? -1] ?? "";
  return new Map(
    Object.entries(stored.cases).map(([id, places]) => [
      id,
      places
        ? { schema: places.slice(0, -1).map(text), rows: JSON.parse(text(places.at(-1))) }
        : { refused: "Django refuses it." },
    ]),
  );
}
