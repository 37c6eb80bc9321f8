/** Feeds case files to the adapter and judges its answers. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { dumpsJson, loadsJson } from "../../../src/signing/index.ts";
import { expected, isSame, type Case, type Json } from "./compare.ts";

export interface Verdict {
  readonly each: Case;
  readonly outcome: "passed" | "failed" | "skipped";
  readonly wanted: Json | undefined;
  /** Undefined when the adapter gave no answer. */
  readonly got: Json | undefined;
}

/** The database that cases of models are asked on: SQLite in memory, or a PostgreSQL one by its URL. */
export interface Database {
  readonly name: "sqlite" | "postgresql";
  readonly url: string;
}

const memory: Database = { name: "sqlite", url: "sqlite::memory:" };

/** Judges every case of a file, in its order. Cases that no Django was run on are skipped. */
export async function judge(file: URL, database = memory): Promise<readonly Verdict[]> {
  const cases = readCases(file);
  const { name, url } = database;
  const answers = await ask(
    cases.filter((each) => expected(each, name) !== undefined),
    url,
  );
  return cases.map((each) => {
    const wanted = expected(each, name);
    const got = answers.get(each.id);
    if (wanted === undefined) return { each, outcome: "skipped", wanted, got };
    const outcome = got !== undefined && isSame(each, wanted, got) ? "passed" : "failed";
    return { each, outcome, wanted, got };
  });
}

function readCases(file: URL): readonly Case[] {
  // Case files are ours, checked when they were made; numbers beyond 2**53 must survive.
  const { cases } = loadsJson(readFileSync(file, "utf8")) as { readonly cases: readonly Case[] };
  return cases;
}

async function ask(cases: readonly Case[], url: string): Promise<ReadonlyMap<string, Json>> {
  const adapter = spawn(
    process.execPath,
    [fileURLToPath(new URL("../adapter/main.ts", import.meta.url))],
    {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, CONFORMANCE_DATABASE: url },
    },
  );
  // An adapter that dies leaves cases without an answer, and its own words on stderr.
  adapter.stdin.on("error", () => {});
  const questions = cases.map((each) => dumpsJson({ id: each.id, given: each.given, do: each.do }));
  adapter.stdin.end(questions.map((line) => `${line}\n`).join(""));
  const output = await text(adapter.stdout);
  const answers = new Map<string, Json>();
  for (const line of output.split("\n").filter((each) => each !== "")) {
    const { id, result } = loadsJson(line) as { readonly id: string; readonly result: Json };
    answers.set(id, result);
  }
  return answers;
}
