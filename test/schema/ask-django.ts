/**
 * Asks a real Django for the answers that `django.test.ts` compares with:
 *
 *     PYTHONPATH=<folder of Django 5.2> node test/schema/ask-django.ts
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { startPostgres } from "../support/postgres.ts";
import { fileOf, type StoredAnswers } from "./answers.ts";
import { schemaCases } from "./cases.ts";
import { catalogue } from "./catalogue.ts";

const script = fileURLToPath(new URL("django_answers.py", import.meta.url));

interface Line {
  readonly id: string;
  readonly schema?: readonly string[];
  readonly rows?: object;
}

function ask(vendor: "sqlite" | "postgresql", database: object): void {
  const cases = schemaCases().filter((each) => (each.vendor ?? vendor) === vendor);
  const input = JSON.stringify({ vendor, database, catalogue, cases });
  const run = spawnSync("/usr/bin/python3", [script], {
    input,
    encoding: "utf8",
    maxBuffer: 1_000_000_000,
  });
  if (run.status !== 0) throw new Error(run.stderr);
  const [version = "", ...lines] = run.stdout.trim().split("\n");
  const places = new Map<string, number>();
  const placeOf = (text: string): number => {
    const place = places.get(text) ?? places.size;
    places.set(text, place);
    return place;
  };
  const answers = lines.map((line) => {
    const { id, schema, rows }: Line = JSON.parse(line);
    const texts = schema && [...schema, JSON.stringify(rows)];
    return [id, texts ? texts.map(placeOf) : null] as const;
  });
  const stored: StoredAnswers = {
    django: version,
    texts: [...places.keys()],
    cases: Object.fromEntries(answers),
  };
  mkdirSync(new URL(".", fileOf(vendor)), { recursive: true });
  writeFileSync(fileOf(vendor), `${JSON.stringify(stored)}\n`);
}

ask("sqlite", {});
const postgres = await startPostgres();
try {
  const { hostname, port, pathname } = new URL(await postgres.createDatabase());
  ask("postgresql", { NAME: pathname.slice(1), USER: "postgres", HOST: hostname, PORT: port });
} finally {
  await postgres.stop();
}
