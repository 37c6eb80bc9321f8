import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { completeSettings, type App } from "../../src/conf/index.ts";
import { closeConnections, getConnection } from "../../src/connections/index.ts";
import { MkwebError } from "../../src/errors.ts";
import type { ModelState } from "../../src/schema/index.ts";
import {
  addField,
  createModel,
  detectChanges,
  Executor,
  loadMigrations,
  MigrationGraph,
  migrationSource,
  planMigrations,
  runSQL,
  type Answers,
  type AppliedMigration,
  type Operation,
} from "../../src/migrations/index.ts";

const id = { type: "bigint", primary: true, autoincrement: true };
const migration = (
  key: string,
  after: string[],
  operations: Operation[] = [],
): AppliedMigration => {
  const [app = "", name = ""] = key.split(".");
  return { app, name, key, after, operations };
};
const code = (expected: string) => (error: unknown) =>
  error instanceof MkwebError && error.code === expected;

describe("the migration graph", () => {
  const graph = new MigrationGraph([
    migration("b.0001_initial", ["a.0001_initial"]),
    migration("b.0002_more", ["b.0001_initial", "a.0002_more"]),
    migration("a.0001_initial", []),
    migration("a.0002_more", ["a.0001_initial"]),
  ]);
  const keys = (applied: string[], app?: string, name?: string) =>
    planMigrations(graph, new Set(applied), { app, name }).steps.map(
      ({ migration: { key }, backwards }) => `${backwards ? "-" : "+"}${key}`,
    );
  const all = ["a.0001_initial", "b.0001_initial", "a.0002_more", "b.0002_more"];

  it("applies everything after what it needs", () => {
    assert.deepEqual(
      keys([]),
      all.map((key) => `+${key}`),
    );
    assert.deepEqual(keys(all), []);
    assert.deepEqual(keys([], "b", "0001"), ["+a.0001_initial", "+b.0001_initial"]);
  });

  it("takes back what needs what is taken back, first", () => {
    assert.deepEqual(keys(all, "a", "0001"), ["-b.0002_more", "-a.0002_more"]);
    assert.deepEqual(keys(all, "a", "zero"), all.map((key) => `-${key}`).reverse());
    assert.deepEqual(keys(all, "b", "zero"), ["-b.0002_more", "-b.0001_initial"]);
  });

  it("refuses names that mean no migration, or several", () => {
    assert.throws(() => keys([], "a", "0009"), code("MKWEB_MIGRATION_UNKNOWN"));
    assert.throws(() => keys([], "a", "000"), code("MKWEB_MIGRATION_UNKNOWN"));
    assert.throws(() => keys([], "c"), code("MKWEB_MIGRATION_UNKNOWN"));
  });

  it("refuses circles and missing dependencies", () => {
    const circle = [migration("a.0001", ["b.0001"]), migration("b.0001", ["a.0001"])];
    assert.throws(() => new MigrationGraph(circle), code("MKWEB_MIGRATION_INVALID"));
    const lost = [migration("a.0001", ["z.0001"])];
    assert.throws(() => new MigrationGraph(lost), /nonexistent parent node z\.0001/);
  });
});

describe("an app's migrations", () => {
  async function app(t: TestContext, files: Readonly<Record<string, string>>): Promise<App> {
    const folder = await mkdtemp(join(tmpdir(), "mkweb-migrations-"));
    t.after(() => rm(folder, { recursive: true }));
    await mkdir(join(folder, "migrations"));
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(folder, "migrations", name), text);
    }
    const root = pathToFileURL(`${folder}/`);
    return { name: "a", label: "a", verboseName: "a", root, module: {} };
  }

  it("are its numbered modules, .js in a package, and nothing else", async (t) => {
    const found = await loadMigrations(
      [
        await app(t, {
          "0002_b.js": "export default { operations: [] };",
          "0001_a.js": "export default { initial: true, operations: [] };",
          "0001_a.d.ts": "export {};",
          "notes.md": "",
        }),
      ],
      {},
    );
    assert.deepEqual(
      found.order.map(({ key }) => key),
      ["a.0001_a", "a.0002_b"],
    );
  });

  it("must export a migration", async (t) => {
    const broken = await app(t, { "0001_a.js": "export default {};" });
    await assert.rejects(loadMigrations([broken], {}), code("MKWEB_MIGRATION_INVALID"));
  });

  it("change nothing when they would break a relation or cannot be taken back", async (t) => {
    const settings = completeSettings({
      BASE_DIR: new URL("file:///"),
      SECRET_KEY: "k",
      DATABASES: { default: { ENGINE: "sqlite", NAME: ":memory:" } },
    });
    t.after(() => closeConnections(settings));
    const connection = getConnection(settings);
    const parent = { kind: "m:1", to: "a.One", nullable: true } as const;
    const order = [
      migration("a.0001", [], [createModel("One", { table: "a_one", fields: { id, parent } })]),
      migration("a.0002", ["a.0001"], [runSQL("insert into a_one (parent_id) values (99)")]),
      migration("a.0003", ["a.0001"], [runSQL("insert into a_one (parent_id) values (null)")]),
    ];
    const executor = new Executor(settings, connection, new MigrationGraph(order));
    const [first, breaking, oneWay] = order;
    assert.ok(first && breaking && oneWay);
    await executor.migrate(first);

    await assert.rejects(executor.migrate(breaking), code("MKWEB_MIGRATION_FAILED"));
    assert.deepEqual(await connection.all("select * from a_one"), []);
    await executor.migrate(oneWay);
    await assert.rejects(
      executor.migrate(oneWay, { backwards: true }),
      code("MKWEB_MIGRATION_FAILED"),
    );
    assert.equal((await connection.all("select * from django_migrations")).length, 2);
    assert.deepEqual({ ...(await connection.get("pragma foreign_keys")) }, { foreign_keys: 1 });
  });
});

describe("the detection of changes", () => {
  const never: Answers = {
    isModelRename: () => Promise.reject(new Error("asked")),
    isRename: () => Promise.reject(new Error("asked")),
    oneOffDefault: () => Promise.reject(new Error("asked")),
    saidRename: () => undefined,
  };
  const text = { type: "string", length: 9 };
  const states = (models: Readonly<Record<string, ModelState>>) => new Map(Object.entries(models));

  it("makes models that point to each other in an order that works", async () => {
    const to = {
      "a.One": { table: "a_one", fields: { id, two: { kind: "m:1", to: "a.Two" } as const } },
      "a.Two": { table: "a_two", fields: { id, one: { kind: "m:1", to: "a.One" } as const } },
    };
    const found = await detectChanges("a", new Map(), states(to), never);
    assert.deepEqual(
      found.map(({ describe: words }) => words),
      ["Create model Two", "Create model One", "Add field one to Two"],
    );
  });

  it("finds fields, indexes and models that changed, came and went", async () => {
    const from = {
      "a.One": { table: "a_one", fields: { id, name: text }, indexes: [{ properties: ["name"] }] },
      "a.Old": { table: "a_old", fields: { id } },
    };
    const to = {
      "a.One": {
        table: "a_one",
        fields: { id, name: { type: "text" }, extra: { ...text, nullable: true } },
        uniques: [{ properties: ["name"] }],
      },
    };
    const found = await detectChanges("a", states(from), states(to), never);
    assert.deepEqual(
      found.map(({ describe: words }) => words),
      [
        "Remove index on name of One",
        "Alter field name on One",
        "Add field extra to One",
        "Create unique index on name of One",
        "Delete model Old",
      ],
    );
    assert.deepEqual(await detectChanges("a", states(to), states(to), never), []);
  });

  it("is written down as a module that reads well", () => {
    const source = migrationSource({
      initial: true,
      dependencies: [["b", "0001_initial"]],
      operations: [addField("One", "it's", text, { oneOffDefault: "x" })],
    });
    assert.equal(
      source,
      `import { addField, defineMigration } from "mkweb/migrations";

export default defineMigration({
  initial: true,
  dependencies: [["b", "0001_initial"]],
  operations: [
    addField("One", "it's", { type: "string", length: 9 }, { oneOffDefault: "x" }),
  ],
});
`,
    );
  });
});
