/**
 * What a new project costs before it does anything, beside a new project of Django: `npm run bench:start`.
 *
 * - `check` of a project with one app, and `test` of twenty apps with a test each, a class of its own in
 *   Django: whole processes, wall-clock;
 * - the first answer of `server.ts` beside `runserver --noreload`: CPU until it is there; and beside a project
 *   without the admin, which the first one has but never opens;
 * - resident memory of `serve`, which is `npm start`, beside `runserver --noreload` after 1,000 requests.
 *
 * usage: node bench/start.ts [--json] [ROUNDS]   (default 7)
 *
 * Needs Linux and `npm run build`; Django is the one that PYTHON (default /usr/bin/python3) imports, and its
 * modules are compiled before anything is timed.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { median, timeInTurn, type Timing } from "./support/command.ts";
import { python, versionOfDjango } from "./support/django.ts";
import { startAndAsk, type SiteServer, type Started } from "./support/site-server.ts";

const words = process.argv.slice(2);
const [rounds = 7] = words.filter((word) => word !== "--json").map(Number);
const root = fileURLToPath(new URL("..", import.meta.url));
const mkweb = path.join(root, "bin/mkweb.js");
const ports = { mkweb: 18_481, Django: 18_482, plain: 18_483 };
const REQUESTS = 1000;
const APPS = Array.from({ length: 20 }, (_, at) => `app${at}`);

const ourTest = (app: string): string => `import assert from "node:assert/strict";
import { it } from "node:test";
import { Client } from "mkweb/test";

it("answers", async () => {
  assert.equal((await new Client().get("/${app}/")).status, 200);
});
`;

const djangoTest = `from django.test import TestCase


class Tests(TestCase):
    def test_answers(self):
        self.assertEqual(self.client.get("/").status_code, 200)
`;

const above = mkdtempSync(path.join(tmpdir(), "mkweb-bench-start-"));
try {
  const sites = { mkweb: ours("one", ["polls"]), Django: theirs("one_django", ["polls"]) };
  const tested = { mkweb: ours("twenty", APPS), Django: theirs("twenty_django", APPS) };
  const check = inTurn(sites, "check", /no issues/);
  const test = inTurn(tested, "test", /\b(?:Ran 20 tests|tests 20)\b/);
  const servers = await serverRounds(sites, withoutAdmin(ours("plain", ["polls"])));
  print({ check, test, ...servers });
} finally {
  rmSync(above, { recursive: true, force: true });
}

/** A project as `startproject` and `startapp` write it, each app with its one test. @returns Its folder. */
function ours(name: string, apps: readonly string[]): string {
  run(process.execPath, [mkweb, "startproject", name, "--no-install", "--no-git"], above);
  const folder = path.join(above, name);
  mkdirSync(path.join(folder, "node_modules"));
  symlinkSync(root, path.join(folder, "node_modules/mkweb"));
  for (const app of apps) {
    run(process.execPath, [mkweb, "startapp", app, "--no-verify"], folder);
    writeFileSync(path.join(folder, app, "tests.ts"), ourTest(app));
  }
  run(process.execPath, ["manage.js", "migrate"], folder);
  return folder;
}

/** Takes the admin out of a project of ours. @returns Its folder. */
function withoutAdmin(folder: string): string {
  const name = path.basename(folder);
  rmSync(path.join(folder, "polls/admin.ts"));
  for (const file of ["settings.ts", "urls.ts"]) {
    const lines = readFileSync(path.join(folder, name, file), "utf8").split("\n");
    const left = lines.filter((line) => !/\badmin\b/.test(line));
    if (left.length === lines.length) throw new Error(`${name}/${file} does not name the admin`);
    writeFileSync(path.join(folder, name, file), left.join("\n"));
  }
  return folder;
}

/** What django-admin writes, with a test in each app that asks as little of the database as ours. */
function theirs(name: string, apps: readonly string[]): string {
  const folder = path.join(above, name);
  mkdirSync(folder);
  run(python, ["-m", "django", "startproject", "site_of_django", "."], folder);
  for (const app of apps) {
    run(python, ["manage.py", "startapp", app], folder);
    writeFileSync(path.join(folder, app, "tests.py"), djangoTest);
  }
  const installed = apps.map((app) => `"${app}"`).join(", ");
  const urls = "from django.http import HttpResponse\nfrom django.urls import path\n";
  write(folder, "settings.py", (text) => `${text}\nINSTALLED_APPS += [${installed}]\n`);
  write(
    folder,
    "urls.py",
    (text) => `${text}\n${urls}urlpatterns += [path("", lambda request: HttpResponse("Hello"))]\n`,
  );
  run(python, ["manage.py", "migrate"], folder);
  run(python, ["-m", "compileall", "-q", "."], folder);
  return folder;
}

function write(folder: string, name: string, change: (text: string) => string): void {
  const file = path.join(folder, "site_of_django", name);
  writeFileSync(file, change(readFileSync(file, "utf8")));
}

function run(command: string, argv: readonly string[], cwd: string): void {
  execFileSync(command, argv, { cwd, stdio: "pipe" });
}

type Sites = Readonly<Record<"mkweb" | "Django", string>>;

/** In the project's folder: Django looks for tests below the current one. */
function inTurn(sites: Sites, command: string, prints: RegExp): readonly Timing[] {
  const [mkweb, django] = [process.execPath, python];
  return timeInTurn(
    [
      {
        name: "mkweb",
        command: mkweb,
        arguments: ["manage.js", command],
        cwd: sites.mkweb,
        prints,
      },
      {
        name: "Django",
        command: django,
        arguments: ["manage.py", command],
        cwd: sites.Django,
        prints,
      },
    ],
    rounds,
  );
}

interface ServerRounds {
  readonly firstAnswer: readonly Timing[];
  readonly memory: readonly Timing[];
}

async function serverRounds(sites: Sites, plain: string): Promise<ServerRounds> {
  const django: SiteServer = {
    name: "Django",
    command: python,
    arguments: ["manage.py", "runserver", "--noreload", String(ports.Django)],
    cwd: sites.Django,
    url: `http://127.0.0.1:${ports.Django}/`,
  };
  const ours = (entry: (folder: string) => readonly string[]): readonly SiteServer[] => [
    ourServer("mkweb", sites.mkweb, entry(sites.mkweb), ports.mkweb),
    django,
    ourServer("mkweb without the admin", plain, entry(plain), ports.plain),
  ];
  const first = await timingsOf(
    ours((folder) => [`${path.basename(folder)}/server.ts`]),
    0,
  );
  // What `npm start` runs.
  const serving = await timingsOf(
    ours(() => ["manage.js", "serve"]),
    REQUESTS,
  );
  return { firstAnswer: first("firstAnswer"), memory: serving("memory") };
}

async function timingsOf(servers: readonly SiteServer[], requests: number) {
  const started = new Map<string, Started[]>(servers.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (const server of servers) {
      const figures = await startAndAsk(server, requests);
      // The first fills the caches of both.
      if (round >= 0) started.get(server.name)?.push(figures);
    }
  }
  return (figure: keyof Started): Timing[] =>
    [...started].map(([name, list]) =>
      summary(
        name,
        list.map((each) => each[figure]),
      ),
    );
}

function ourServer(
  name: string,
  folder: string,
  argv: readonly string[],
  port: number,
): SiteServer {
  return {
    name,
    command: process.execPath,
    arguments: argv,
    cwd: folder,
    url: `http://127.0.0.1:${port}/`,
    env: { PORT: String(port) },
  };
}

function summary(name: string, values: readonly number[]): Timing {
  return { name, median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

function print(results: Readonly<Record<string, readonly Timing[]>>): void {
  if (words.includes("--json")) {
    process.stdout.write(`${JSON.stringify(results)}\n`);
    return;
  }
  for (const [what, [mine, ...others]] of Object.entries(results)) {
    const unit = what === "memory" ? "MB" : "ms";
    const own = mine?.median ?? Number.NaN;
    const beside = others.map(
      ({ name, median }) =>
        `${name} ${median.toFixed(0)} ${unit} (ratio ${(own / median).toFixed(2)})`,
    );
    process.stdout.write(
      `${what.padEnd(12)} mkweb ${own.toFixed(0)} ${unit}, ${beside.join(", ")}\n`,
    );
  }
  process.stdout.write(`${versionOfDjango()}\n`);
}
