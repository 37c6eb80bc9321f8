/**
 * What a row costs to read by its key and to insert: through `objects`, Kysely and the connection, beside
 * bare node:sqlite and Django's ORM and cursor, in one run. Then a cold `node manage showmigrations`, as a
 * whole process, beside Django's.
 *
 *     npm run bench:models [-- ROUNDS]
 *
 * PYTHON names the interpreter that has Django (Debian: python3-django); without it mkweb is measured
 * alone. All use one kind of file: 10,000 rows, WAL, synchronous = NORMAL. The rounds alternate and the
 * least of each counts: what else runs on the machine only ever adds. Goals: `objects` faster than
 * Django's, reading and inserting; showmigrations at or below Django's.
 */
import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import type { Cost } from "./models/objects.ts";
import { timeInTurn, type BenchCommand } from "./support/command.ts";

const rounds = Number(process.argv[2] ?? 5);
const [reads, inserts] = ["5000", "2000"];
const python = process.env["PYTHON"] ?? "/usr/bin/python3";
const hasDjango = spawnSync(python, ["-c", "import django"]).status === 0;
const root = fileURLToPath(new URL("../", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "mkweb-bench-models-"));

try {
  reportRows();
  reportCommands();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function reportRows(): void {
  const costs = new Map<string, Cost>();
  for (let round = 0; round < rounds; round += 1) {
    measure(costs, process.execPath, join(root, "bench/models/objects.ts"));
    if (hasDjango) measure(costs, python, join(root, "bench/models/django_orm.py"));
  }
  for (const [name, { wall, cpu }] of costs) {
    const rate = Math.round(1e6 / wall).toLocaleString("en");
    console.log(
      `${name.padEnd(55)} ${rate.padStart(10)} a second ${cpu.toFixed(1).padStart(7)} µs CPU`,
    );
  }
}

/** One round of one program on a file of its own, and the least of each cost so far. */
function measure(costs: Map<string, Cost>, program: string, script: string): void {
  const file = join(scratch, `${costs.size}-${performance.now()}.sqlite3`);
  fill(file);
  const run = spawnSync(program, [script, file, reads, inserts], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(run.stderr);
  const found: Readonly<Record<string, Cost>> = JSON.parse(run.stdout);
  for (const [name, { wall, cpu }] of Object.entries(found)) {
    const { wall: leastWall, cpu: leastCpu } = costs.get(name) ?? { wall, cpu };
    costs.set(name, { wall: Math.min(wall, leastWall), cpu: Math.min(cpu, leastCpu) });
  }
}

function fill(file: string): void {
  const database = new DatabaseSync(file);
  database.exec(`
    pragma journal_mode = wal;
    create table "polls_question" (
      "id" integer not null primary key autoincrement, "question_text" varchar(200) not null,
      "votes" integer not null, "pub_date" datetime not null
    );
    insert into "polls_question" ("question_text", "votes", "pub_date")
    with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < 10000)
    select 'question ' || n, 7, '2026-11-22 11:33:00' from numbers;
  `);
  database.close();
}

function reportCommands(): void {
  const commands = [ours(), ...(hasDjango ? [django()] : [])];
  const floor: BenchCommand = {
    name: "node -e 0",
    command: process.execPath,
    arguments: ["-e", "0"],
  };
  console.log();
  for (const { name, median, min } of timeInTurn([floor, ...commands], rounds * 3)) {
    console.log(
      `${name.padEnd(55)} ${median.toFixed(0).padStart(7)} ms, least ${min.toFixed(0)} ms`,
    );
  }
}

/** A project with sessions, users and their migrations, all applied; Django's below has the same apps. */
function ours(): BenchCommand {
  const folder = join(scratch, "mkweb");
  mkdirSync(folder);
  const mkweb = join(root, "bin/mkweb.js");
  node(folder, mkweb, "startproject", "mysite", ".", "--no-install", "--no-git", "--yes");
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules/mkweb"), "junction");
  const settings = join(folder, "mysite/settings.ts");
  const apps = `INSTALLED_APPS: ["mkweb/contenttypes", "mkweb/auth", "mkweb/sessions"],
  DATABASES: { default: env.database("DATABASE_URL", "sqlite:db.sqlite3") },`;
  const source = readFileSync(settings, "utf8");
  writeFileSync(settings, source.replace(/INSTALLED_APPS: \[[^\]]*\],/, apps));
  node(folder, "manage", "migrate");
  const manage = join(folder, "manage.js");
  return {
    name: "node manage showmigrations",
    command: process.execPath,
    arguments: [manage, "showmigrations"],
  };
}

function django(): BenchCommand {
  const folder = join(scratch, "django");
  mkdirSync(folder);
  spawnSync(python, ["-m", "django", "startproject", "mysite", "."], { cwd: folder });
  const apps = ["contenttypes", "auth", "sessions"].map((name) => `"django.contrib.${name}"`);
  appendFileSync(join(folder, "mysite/settings.py"), `\nINSTALLED_APPS = [${apps.join(", ")}]\n`);
  writeFileSync(join(folder, "mysite/urls.py"), "urlpatterns = []\n");
  const manage = join(folder, "manage.py");
  const run = spawnSync(python, [manage, "migrate"], { cwd: folder, encoding: "utf8" });
  if (run.status !== 0) throw new Error(run.stderr);
  return {
    name: "python manage.py showmigrations",
    command: python,
    arguments: [manage, "showmigrations"],
  };
}

function node(cwd: string, ...words: readonly string[]): void {
  const run = spawnSync(process.execPath, words, { cwd, encoding: "utf8" });
  if (run.status !== 0) throw new Error(run.stderr);
}
