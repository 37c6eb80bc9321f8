/**
 * Schemas that real Django 5.2 makes and changes, and ours, text for text and row for row. `ask-django.ts`
 * wrote the answers down.
 */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { pathToFileURL } from "node:url";
import { completeSettings, env } from "../../src/conf/index.ts";
import { closeConnections, getConnection, type Connection } from "../../src/connections/index.ts";
import { databases } from "../support/databases.ts";
import { inMemory } from "../support/tables-sqlite.ts";
import { readAnswers } from "./answers.ts";
import { schemaCases, type Case } from "./cases.ts";
import { runCase, type Answer } from "./run-case.ts";

/** Where we differ on purpose: why, and which cases. */
const differences: Readonly<
  Record<"sqlite" | "postgresql", readonly (readonly [string, RegExp])[]>
> = {
  sqlite: [
    [
      "an index keeps its name when its column has another",
      /^alter (?:\w+Index to relation\w*|relation\w* to \w+Index)$/,
    ],
    [
      "Django forgets the index of a column it renames",
      /^alter char(?:Index to charColumn|Column to charIndex)$/,
    ],
    [
      "Django forgets the index of a relation without constraint",
      /^alter (?:big|duration) to relationFree$/,
    ],
    [
      "Django keeps the index of a relation without constraint",
      /^alter relationFree to (?:big|duration)$/,
    ],
    ["a column keeps its place", /^rename (?:relation\w*|one)$|^integer key to big$/],
    [
      "tables and columns are renamed with all that names them",
      /^rename (?:many-to-many|a model .*|the model .*|a related model)$/,
    ],
    ["a name with quotes is quoted", /Quo"te$/],
  ],
  postgresql: [
    [
      "Django forgets the index for LIKE of a column that becomes a text",
      /^alter (?:integerUnique|integerIndex|relation\w*|one) to \w+$/,
    ],
    [
      "a default that cannot be cast is dropped before the type changes",
      /^alter \w+Default to \w+Default$/,
    ],
    [
      "an index keeps its name when its table or column has another",
      /^rename (?:many-to-many|a model .*|the model .*|a related \w+)$|^longer related key$/,
    ],
    ["a chosen name that is too long is cut with a hash", /^table d{70}$/],
    ["a name with quotes is quoted", /Quo"te$/],
  ],
};

for (const database of databases) {
  const { vendor } = database;
  describe(`the schemas of ${vendor}`, { skip: database.skip }, () => {
    it("are those of Django, but for what is listed here with its reason", async (t) => {
      const answers = await readAnswers(vendor);
      const run = await runner(t, database);
      const unexplained: object[] = [];
      const seen = new Set<string>();
      let [equal, all] = [0, 0];
      for (const each of schemaCases()) {
        const theirs = answers.get(each.id);
        if (!theirs || (each.vendor ?? vendor) !== vendor) continue;
        all += 1;
        const ours = await run(each);
        if (isSame(ours, theirs)) {
          equal += 1;
          continue;
        }
        const reason = differences[vendor].find(([, cases]) => cases.test(each.id))?.[0];
        if (reason === undefined) unexplained.push({ id: each.id, ours, theirs });
        else seen.add(reason);
      }
      assert.deepEqual(unexplained, []);
      const unused = differences[vendor].filter(([reason]) => !seen.has(reason));
      assert.deepEqual(unused, []);
      t.diagnostic(`${equal} of ${all} are equal`);
    });
  });
}

function isSame(ours: Answer, theirs: Answer): boolean {
  if (ours.refused !== undefined || theirs.refused !== undefined) {
    return ours.refused !== undefined && theirs.refused !== undefined;
  }
  return isDeepStrictEqual(JSON.parse(JSON.stringify(ours)), theirs);
}

/** Each case begins with an empty database. */
async function runner(
  t: TestContext,
  { vendor, url }: (typeof databases)[number],
): Promise<(each: Case) => Promise<Answer>> {
  if (vendor === "sqlite") return (each) => inMemory((memory) => runCase(memory, each));
  process.env["TEST_DATABASE_URL"] = await url(t);
  const settings = completeSettings({
    BASE_DIR: pathToFileURL("/"),
    SECRET_KEY: "k",
    DATABASES: { default: env.database("TEST_DATABASE_URL") },
  });
  t.after(() => closeConnections(settings));
  return (each) => undone(getConnection(settings), each);
}

async function undone(connection: Connection, each: Case): Promise<Answer> {
  let answer: Answer = { refused: "It did not run." };
  const undo = new Error("All of it is taken back.");
  await connection
    .transaction(async () => {
      answer = await runCase(connection, each);
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo && answer.refused === undefined) throw error;
    });
  return answer;
}
