/** Speaks the runner's protocol: a JSON case per line on stdin, an answer per line on stdout. */
import { createInterface } from "node:readline";
import { dumpsJson, loadsJson } from "../../../src/signing/index.ts";
import { answer } from "./answer.ts";
import type { Doing, Given } from "./protocol.ts";

interface Question {
  readonly id: string;
  readonly given: Given;
  readonly do: Doing;
}

for await (const line of createInterface({ input: process.stdin })) {
  const { id, given, do: doing } = loadsJson(line) as Question;
  process.stdout.write(`${dumpsJson({ id, result: await answer(given, doing) })}\n`);
}
