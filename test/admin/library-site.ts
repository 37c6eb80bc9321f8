/** The acceptance site in this process, on a database of a test: visitors of many roles, and what is stored. */
import assert from "node:assert/strict";
import { readFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { Permission, User } from "mkweb/auth/models";
import { loadSettings, type Settings } from "mkweb/conf";
import { isIn } from "mkweb/db";
import { execute } from "mkweb/management";
import { Client } from "mkweb/test";
import { keep, restore } from "./site/mysite/pristine.ts";

const root = new URL("site/", import.meta.url);
const fixture = new URL("site/library/fixtures/library.json", import.meta.url);

/** Who asks, and what the fixture, or this file, gives them. */
export interface Role {
  readonly name: string;
  readonly staff: boolean;
  readonly superuser: boolean;
  readonly groups: readonly string[];
  /** `library.change_book`. */
  readonly permissions: ReadonlySet<string>;
}

/** Every permission of a verb on the models that have pages. */
const made: Readonly<Record<string, string>> = {
  changer: "change",
  adder: "add",
  remover: "delete",
};

export const models: readonly (readonly [app: string, name: string])[] = [
  ["auth", "group"],
  ["auth", "user"],
  ["library", "author"],
  ["library", "book"],
  ["library", "bookinstance"],
  ["library", "genre"],
  ["library", "publisher"],
  ["library", "review"],
  ["polls", "question"],
];

/** Models whose rows are shown inside of others' pages alone. */
const inside = [["polls", "choice"]] as const;

/** Sessions are told apart, for a visit alone may change them. */
export interface Rows {
  readonly kept: string;
  readonly sessions: string;
}

export class LibrarySite {
  readonly settings: Settings;
  readonly roles: readonly Role[];
  readonly #folder: string;
  readonly #rows: DatabaseSync;
  readonly #cookies: ReadonlyMap<string, string>;
  #read: { readonly version: unknown; readonly rows: Rows } | undefined;
  readonly #visitors = new Map<string, Client>();

  constructor(
    settings: Settings,
    roles: readonly Role[],
    folder: string,
    cookies: ReadonlyMap<string, string>,
  ) {
    this.settings = settings;
    this.roles = roles;
    this.#folder = folder;
    this.#cookies = cookies;
    this.#rows = new DatabaseSync(join(folder, "site.sqlite3"), { readOnly: true });
  }

  /** A visitor whose session no answer takes away. */
  visitor(name: string, { csrf = false }: { readonly csrf?: boolean } = {}): Client {
    const key = `${name} ${csrf}`;
    const session = this.#cookies.get(name);
    const visitor =
      this.#visitors.get(key) ??
      new Client({
        settings: this.settings,
        enforceCsrfChecks: csrf,
        headers: session === undefined ? {} : { cookie: `sessionid=${session}` },
      });
    this.#visitors.set(key, visitor);
    return visitor;
  }

  /** Every row of every table; the same object as long as nobody stored anything. */
  rows(): Rows {
    const version = this.value("pragma data_version");
    if (!this.#read || this.#read.version !== version) {
      this.#read = { version, rows: this.#readRows() };
    }
    return this.#read.rows;
  }

  #readRows(): Rows {
    const tables = this.#rows
      .prepare("select name from sqlite_schema where type = 'table' order by name")
      .all()
      .map(({ name }) => String(name));
    const text = (name: string) =>
      name + JSON.stringify(this.#rows.prepare(`select * from "${name}"`).all());
    const kept = tables.filter((name) => name !== "django_session");
    return { kept: kept.map(text).join("\n"), sessions: text("django_session") };
  }

  /** A value of the database. */
  value(sql: string): unknown {
    return Object.values(this.#rows.prepare(sql).get() ?? {})[0];
  }

  reset(): Promise<void> {
    return restore();
  }

  async close(): Promise<void> {
    this.#rows.close();
    await rm(this.#folder, { recursive: true });
  }
}

/**
 * Migrates an empty database, loads the fixture and lets everybody in.
 *
 * @param prepare Stores what else the test needs.
 */
export async function openLibrary(prepare: () => Promise<void>): Promise<LibrarySite> {
  const folder = await mkdtemp(join(tmpdir(), "mkweb-library-"));
  process.env["DB_PATH"] = join(folder, "site.sqlite3");
  process.env["SECRET_KEY"] = "the acceptance site's own secret, of no use to others";
  for (const words of [["migrate"], ["loaddata", fileURLToPath(fixture)]]) {
    const argv = ["node", "manage", ...words, "--verbosity", "0"];
    assert.equal(await execute(argv, { root, settings: "mysite/settings.ts" }), 0);
  }
  const settings = await loadSettings("mysite/settings.ts", root);
  await new Client({ settings }).get("/admin/login/");
  for (const [name, verb] of Object.entries(made)) await makeUser(name, verb);
  await prepare();
  const cookies = new Map<string, string>();
  for (const user of await User.objects.all()) {
    const client = new Client({ settings });
    await client.forceLogin(user);
    cookies.set(user.username, client.cookies.get("sessionid") ?? "");
  }
  await keep();
  return new LibrarySite(settings, await rolesOf(), folder, cookies);
}

async function makeUser(name: string, verb: string): Promise<void> {
  const user = await User.objects.createUser(name, "", `pw-${name}`, { isStaff: true });
  const codenames = [...models, ...inside].map(([, model]) => `${verb}_${model}`);
  await user.userPermissions.add(
    ...(await Permission.objects.filter({ codename: isIn(codenames) })),
  );
}

interface FixtureRow {
  readonly model: string;
  readonly pk: unknown;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** As the fixture says it, without asking the site. */
async function rolesOf(): Promise<readonly Role[]> {
  const rows: readonly FixtureRow[] = JSON.parse(await readFile(fixture, "utf8"));
  const groups = new Map(
    rows
      .filter(({ model }) => model === "auth.group")
      .map(({ pk, fields }) => [
        pk,
        {
          name: String(fields["name"]),
          permissions: Array.isArray(fields["permissions"])
            ? fields["permissions"].map(([code, app]: readonly string[]) => `${app}.${code}`)
            : [],
        },
      ]),
  );
  const given = rows
    .filter(({ model }) => model === "auth.user")
    .map(({ fields }): Role => {
      const own = Array.isArray(fields["groups"]) ? fields["groups"] : [];
      const found = own.flatMap((key: unknown) => groups.get(key) ?? []);
      return {
        name: String(fields["username"]),
        staff: fields["is_staff"] === true && fields["is_active"] === true,
        superuser: fields["is_superuser"] === true && fields["is_active"] === true,
        groups: found.map(({ name }) => name),
        permissions: new Set(found.flatMap(({ permissions }) => permissions)),
      };
    });
  const nobody = { staff: false, superuser: false, groups: [], permissions: new Set<string>() };
  return [
    { ...nobody, name: "anonymous" },
    ...given,
    ...Object.entries(made).map(([name, verb]): Role => ({
      ...nobody,
      name,
      staff: true,
      permissions: new Set([...models, ...inside].map(([app, model]) => `${app}.${verb}_${model}`)),
    })),
  ];
}
