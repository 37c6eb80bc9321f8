/** Our side of the app library: a project whose models change. */
import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import {
  changeSettings,
  env,
  loadApps,
  loadSettings,
  type Settings,
} from "../../../src/conf/index.ts";
import {
  closeConnections,
  getConnection,
  type Connection,
} from "../../../src/connections/index.ts";
import { emitPostMigrate, Executor, loadMigrations } from "../../../src/migrations/index.ts";
import { makeProject, type TestProject } from "../../support/project.ts";
import type { Step } from "./steps.ts";

const settings = `import { defineSettings, env } from "mkweb/conf";

export default defineSettings({
  BASE_DIR: new URL("..", import.meta.url),
  SECRET_KEY: env("SECRET_KEY"),
  AUTH_USER_MODEL: "library.Member",
  INSTALLED_APPS: ["mkweb/auth", "mkweb/contenttypes", "library"],
  ROOT_URLCONF: "mysite/urls.ts",
  DATABASES: { default: env.database("DATABASE_URL", "sqlite:db.sqlite3") },
});
`;

const password =
  'const password = "pbkdf2_sha256$1000$salt$CjglNVXON/XHKmtwP5loFOvyQfIDrxRuk9zesDHFVn4=";';

const fill = `${password}
const dateJoined = new Date("2026-01-02T03:04:05Z");
const [ann, bob] = [
  await Member.objects.create({ username: "ann", nickname: "anny", dateJoined, password }),
  await Member.objects.create({ username: "bob", nickname: "boby", dateJoined, password }),
];
const { Group } = await import("mkweb/auth");
await ann.groups.add(await Group.objects.create({ name: "editors" }));
const poetry = await Genre.objects.create({ name: "poetry" });
const crime = await Genre.objects.create({ name: "crime" });
const stone = await Item.objects.create({ title: "Stone", pages: 3, owner: ann });
const iliad = await Book.objects.create({ title: "Iliad", isbn: "1", owner: bob });
await iliad.genres.add(poetry);
const odyssey = await Sequel.objects.create({ title: 'It\\'s "Odyssey" %s', isbn: "2", pages: 541 });
await odyssey.genres.add(poetry);
await odyssey.genres.add(crime);
const club = await Club.objects.create({ name: "Readers" });
for (const member of [ann, bob]) await club.members.add(member, { throughDefaults: { since: "2026-01-02" } });
for (const [each, label] of [[poetry, "old"], [stone, "hard"], [iliad, "epic"]]) await each.tags.create({ label });
`;

const readAddRead = `${password}
const { checkPassword } = await import("mkweb/auth");
const read = async () => {
  const club = await Club.objects.get();
  const names = (all) => all.map(({ name }) => name).sort();
  const result = {
    passwords: [],
    groups: names(await (await Member.objects.get({ username: "ann" })).groups),
    kinds: [],
    sheets: [],
    sequels: await Sequel.objects.count(),
    tags: [],
    tagged: names(await Kind.objects.filter({ tags: { label: "old" } })),
    members: (await club.members).map(({ username }) => username).sort(),
    roles: await Membership.objects.filter({ club }).valuesList("role", { flat: true }),
  };
  for (const each of await Member.objects.orderBy("username"))
    result.passwords.push(await checkPassword("pw", each.password, {}, settings));
  for (const each of await Book.objects.orderBy("isbn").prefetchRelated("genres"))
    result.kinds.push([each.isbn, names(await each.genres)]);
  for (const each of await Item.objects.orderBy("heading").selectRelated("keeper"))
    result.sheets.push([each.heading, each.sheets, each.keeper?.username ?? null]);
  for (const each of await Tag.objects.orderBy("label").prefetchRelated("content"))
    result.tags.push([each.label, each.content.constructor.name, each.content.pk]);
  return result;
};
const before = await read();
const isbn = "9";
const member = await Member.objects.create({ username: "m9", password, nickname: "n9" });
const book = await Sequel.objects.create({ heading: "Book 9", language: "en", pages: 7, isbn, keeper: member });
await Shelving.objects.create({ book, kind: await Kind.objects.get({ name: "crime" }), place: 1 });
await (await Kind.objects.get({ name: "poetry" })).tags.create({ label: "by 9" });
await (await Club.objects.get()).members.add(member, { throughDefaults: { since: "2026-02-03" } });
console.log(JSON.stringify([before, await read()]));
`;

export interface OurSide {
  /** A connection for as long as `work` takes. */
  on<T>(url: string, work: (connection: Connection) => Promise<T>): Promise<T>;
  /** Writes the models, and the migration that is made of them or written by hand. */
  make(models: string, number: number, step?: Step): Promise<void>;
  /** Applies what there is of migrations, and puts in the rows there are before anything changes. */
  fill(url: string): Promise<void>;
  migrate(url: string, name: string): Promise<void>;
  /** Fails if there is anything left for `makemigrations`, or for `migrate` of a database. */
  assertDone(url: string): Promise<void>;
  /** What our models say of the rows, before and after they add some. */
  readAddRead(url: string): Promise<readonly [unknown, unknown]>;
}

export async function makeOurSide(t: TestContext): Promise<OurSide> {
  const project = await makeProject(t, {
    "mysite/settings.ts": settings,
    "mysite/urls.ts": "export const urlpatterns = [];\n",
    "library/app.ts":
      'import { defineApp } from "mkweb/conf";\n\nexport default defineApp({ name: "library" });\n',
  });
  const manage = async (url: string | undefined, ...words: string[]): Promise<string> => {
    const run = await project.manageWith(url === undefined ? {} : { DATABASE_URL: url }, ...words);
    assert.equal(run.status, 0, `${words.join(" ")}\n${run.stdout}${run.stderr}`);
    return run.stdout;
  };
  return {
    async make(models, number, step) {
      await project.write("library/models.ts", models);
      if (step?.written?.ours !== undefined) return write(project, number, step, step.written.ours);
      const answers = [
        ...(step?.rename === undefined ? [] : ["--rename", step.rename]),
        ...(step?.default === undefined ? [] : ["--default", step.default]),
      ];
      const words = ["--name", step?.name ?? "initial", ...answers, "--skip-checks"];
      await manage(undefined, "makemigrations", "library", ...words);
    },
    async fill(url) {
      await manage(url, "migrate");
      await manage(url, "shell", "-c", fill);
    },
    on: (url, work) => onDatabase(url, project, (_, connection) => work(connection)),
    migrate: (url, name) => migrate(project, url, name),
    async assertDone(url) {
      await manage(url, "makemigrations", "--check");
      assert.match(await manage(url, "migrate"), /No migrations to apply/);
    },
    async readAddRead(url) {
      return JSON.parse(await manage(url, "shell", "-c", readAddRead));
    },
  };
}

async function write(
  project: TestProject,
  number: number,
  { name }: Step,
  operation: string,
): Promise<void> {
  const file = `library/migrations/${String(number).padStart(4, "0")}_${name}.ts`;
  const text = `import { defineMigration, runCode, runSQL } from "mkweb/migrations";

export default defineMigration({ operations: [${operation}] });
`;
  await project.write(file, text);
}

async function migrate(project: TestProject, url: string, name: string): Promise<void> {
  await onDatabase(url, project, async (settings, connection) => {
    const apps = await loadApps(settings);
    const graph = await loadMigrations(apps, settings);
    const executor = new Executor(settings, connection, graph);
    const migration = graph.order.find(({ key }) => key === `library.${name}`);
    assert.ok(migration, name);
    assert.equal(await executor.migrate(migration), "run");
    await emitPostMigrate({ settings, apps, connection, graph, report: () => {} });
  });
}

async function onDatabase<T>(
  url: string,
  { root }: TestProject,
  work: (settings: Settings, connection: Connection) => Promise<T>,
): Promise<T> {
  const own = await loadSettings("mysite/settings.ts", root);
  process.env["TEST_DATABASE_URL"] = url;
  const changed = changeSettings(own, {
    DATABASES: { default: env.database("TEST_DATABASE_URL") },
  });
  try {
    return await work(changed, getConnection(changed));
  } finally {
    await closeConnections(changed);
  }
}
