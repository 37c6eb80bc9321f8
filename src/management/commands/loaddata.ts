import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { defineCommand } from "../define.ts";
import { chooseModels } from "../fixtures/choose-models.ts";
import { findFixtures } from "../fixtures/find-fixtures.ts";
import { requireApps, withDatabase } from "../with-database.ts";
import { excludeOption } from "../fixtures/exclude-option.ts";

export default defineCommand({
  describe: "Installs the named fixture(s) in the database.",
  examples: ["loaddata polls", "loaddata polls/fixtures/polls.json.gz"],
  arguments: {
    fixture: {
      complete: "fixture",
      describe: "Fixture labels: names, or paths of files.",
      variadic: true,
    },
  },
  options: {
    app: {
      complete: "app",
      type: "string",
      describe: "Only look for fixtures in the specified app.",
    },
    database: {
      type: "string",
      describe: "Nominates a specific database to load fixtures into.",
      default: "default",
    },
    exclude: excludeOption,
    ignorenonexistent: {
      type: "boolean",
      alias: "i",
      describe:
        "Ignores entries in the serialized data for fields and models that do not currently exist.",
      default: false,
    },
  },
  run({ fixture, app, database: using, exclude, ignorenonexistent }, { out, project, cwd }) {
    return withDatabase(project, async ({ settings, apps }) => {
      if (app !== undefined) requireApps(apps, [app]);
      const chosen = apps.filter(({ label }) => app === undefined || label === app);
      const files = fixture.flatMap((name) => findFixtures(name, chosen, cwd));
      const { fixtureModels, loadFixtures, parseFixture, setup } =
        await import("../../models/index.ts");
      await setup(settings, apps);
      const models = fixtureModels();
      const wanted = new Set(chooseModels(models, apps, { labels: [], exclude }));
      const fixtures = [];
      for (const name of new Set(files)) {
        out.status(`Reading ${name}`);
        const options = { name, ignoreNonexistent: ignorenonexistent };
        const parsed = parseFixture(models, await read(name), options);
        fixtures.push({ name, objects: parsed.filter(({ model }) => wanted.has(model)) });
      }
      const count = fixtures.reduce((sum, { objects }) => sum + objects.length, 0);
      const onObject = (done: number): void => out.status("Loading objects", done, count);
      await loadFixtures(fixtures, { using, onObject });
      out.facts({
        objects: count,
        fixtures: fixtures.map(({ name, objects }) => ({ file: name, objects: objects.length })),
      });
      out.note(`Installed ${count} object(s) from ${fixtures.length} fixture(s)`);
    });
  },
});

async function read(file: string): Promise<string> {
  const bytes = await readFile(file);
  return (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}
