/**
 * `migrate` from zero of independent apps of five models each, beside Django's, as whole processes taken in
 * turn: wall-clock time, the time for each app, the ratio, and our peak memory.
 *
 * usage: node bench/migrate.ts [--json] [ROUNDS] [APPS…]   (default: 3 rounds of 20, 40 and 100 apps)
 *
 * Needs `npm run build`; Django is the one that PYTHON (default /usr/bin/python3) imports.
 */
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { projectFiles } from "../test/support/project-files.ts";
import { python, versionOfDjango } from "./support/django.ts";
import { peakMemory, timeInTurn, type BenchCommand } from "./support/command.ts";

const words = process.argv.slice(2);
const isJson = words.includes("--json");
const [rounds = 3, ...given] = words.filter((word) => word !== "--json").map(Number);
const sizes = given.length > 0 ? given : [20, 40, 100];
const root = fileURLToPath(new URL("..", import.meta.url));
const MODELS = ["Author", "Book", "Tag", "Loan", "Note"];

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

const labels = (count: number): string[] => Array.from({ length: count }, (_, at) => `app${at}`);

function ourMigration(label: string): string {
  const calls = MODELS.map((model, at) => {
    const relation =
      at === 0
        ? ""
        : `\n        owner: { kind: "m:1", to: "${label}.${MODELS[at - 1]}", deleteRule: "cascade" },`;
    return `    createModel("${model}", {
      table: "${label}_${model.toLowerCase()}",
      fields: {
        id: { type: "bigInt", primary: true, autoincrement: true },
        title: { type: "string", length: 50 },
        slug: { type: "string", length: 50, index: true },
        votes: { type: "integer" },
        made: { type: "datetime", nullable: true },${relation}
      },
    }),\n`;
  });
  return `import { createModel, defineMigration } from "mkweb/migrations";

export default defineMigration({\n  initial: true,\n  operations: [\n${calls.join("")}  ],\n});\n`;
}

function makeOurs(folder: string, count: number): void {
  const apps = labels(count);
  const settings = (projectFiles["mysite/settings.ts"] ?? "")
    .replace('"mkweb/staticfiles", "polls"', apps.map((app) => `"${app}"`).join(", "))
    .replace(
      "  ROOT_URLCONF",
      '  DATABASES: { default: env.database("DATABASE_URL", "sqlite:db.sqlite3") },\n  ROOT_URLCONF',
    );
  write(folder, {
    "package.json": projectFiles["package.json"] ?? "",
    "manage.js": projectFiles["manage.js"] ?? "",
    ".env": projectFiles[".env"] ?? "",
    "mysite/settings.ts": settings,
    "mysite/urls.ts": "export const urlpatterns = [];\n",
  });
  for (const app of apps) {
    write(folder, {
      [`${app}/app.ts`]: `import { defineApp } from "mkweb/conf";\n\nexport default defineApp({ name: "${app}" });\n`,
      [`${app}/migrations/0001_initial.ts`]: ourMigration(app),
    });
  }
  mkdirSync(path.join(folder, "node_modules"));
  symlinkSync(root, path.join(folder, "node_modules/mkweb"));
}

function theirMigration(label: string): string {
  const calls = MODELS.map((model, at) => {
    const relation =
      at === 0 ? "" : `("owner", models.ForeignKey("${label}.${MODELS[at - 1]}", models.CASCADE)),`;
    return `        migrations.CreateModel("${model}", [
            ("id", models.BigAutoField(primary_key=True)),
            ("title", models.CharField(max_length=50)),
            ("slug", models.SlugField()),
            ("votes", models.IntegerField()),
            ("made", models.DateTimeField(null=True)),
            ${relation}
        ]),\n`;
  });
  return `from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [\n${calls.join("")}    ]\n`;
}

function makeTheirs(folder: string, count: number): void {
  const apps = labels(count);
  write(folder, {
    "settings.py": `SECRET_KEY = "k"
INSTALLED_APPS = ${JSON.stringify(apps)}
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
`,
  });
  for (const app of apps) {
    write(folder, {
      [`${app}/__init__.py`]: "",
      [`${app}/migrations/__init__.py`]: "",
      [`${app}/migrations/0001_initial.py`]: theirMigration(app),
    });
  }
}

const allApplied = (count: number): RegExp =>
  new RegExp(`(?:Applying app\\d+\\.0001_initial\\.\\.\\. OK\\s+){${count}}`);

function ours(count: number): BenchCommand {
  return {
    name: "mkweb",
    command: process.execPath,
    arguments: ["manage.js", "migrate", "--skip-checks"],
    prints: allApplied(count),
    prepare: (folder) => {
      makeOurs(folder, count);
    },
  };
}

function theirs(count: number): BenchCommand {
  return {
    name: "django",
    command: python,
    arguments: ["-m", "django", "migrate", "--skip-checks"],
    env: { DJANGO_SETTINGS_MODULE: "settings", PYTHONPATH: `.:${process.env["PYTHONPATH"] ?? ""}` },
    prints: allApplied(count),
    prepare: (folder) => {
      makeTheirs(folder, count);
    },
  };
}

const results = sizes.map((apps) => {
  const [mine, other] = timeInTurn([ours(apps), theirs(apps)], rounds);
  const [mkweb, django] = [mine?.median ?? Number.NaN, other?.median ?? Number.NaN];
  return {
    apps,
    mkweb,
    django,
    ratio: mkweb / django,
    perApp: mkweb / apps,
    peak: peakMemory(ours(apps)),
  };
});
if (isJson) {
  process.stdout.write(`${JSON.stringify(results)}\n`);
} else {
  for (const { apps, mkweb, django, ratio, perApp, peak } of results) {
    process.stdout.write(
      `${apps} apps: mkweb ${mkweb.toFixed(0)} ms (${perApp.toFixed(1)} ms each, ${peak.toFixed(0)} MB), Django ${django.toFixed(0)} ms, ratio ${ratio.toFixed(2)}\n`,
    );
  }
  process.stdout.write(`${versionOfDjango()}\n`);
}
