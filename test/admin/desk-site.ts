/** A small site with the admin, a database of its own, and visitors of every role by the test client. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { Permission, User } from "../../src/auth/index.ts";
import { completeSettings, loadApps, type Settings } from "../../src/conf/index.ts";
import { closeConnections, getConnection } from "../../src/connections/index.ts";
import { emitPostMigrate, Executor, loadMigrations } from "../../src/migrations/index.ts";
import { setup } from "../../src/models/index.ts";
import { Client } from "../../src/test/index.ts";
import { QUICK_HASHER } from "../auth/site.ts";

/** The roles that the admin tells apart. */
export type Role = "anonymous" | "plain" | "newbie" | "viewer" | "editor" | "superuser";

export interface DeskSite {
  readonly settings: Settings;
  /** A browser in which somebody of this role is logged in. */
  visitor(role: Role): Promise<Client>;
  user(role: Exclude<Role, "anonymous">): Promise<User>;
}

export async function makeDeskSite(
  t: TestContext,
  given: Readonly<Record<string, unknown>> = {},
): Promise<DeskSite> {
  const folder = await mkdtemp(join(tmpdir(), "mkweb-desk-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const settings = completeSettings({
    BASE_DIR: new URL(".", import.meta.url),
    SECRET_KEY: "a secret of the tests",
    INSTALLED_APPS: [
      "mkweb/admin",
      "mkweb/auth",
      "mkweb/contenttypes",
      "mkweb/sessions",
      "mkweb/messages",
      "desk",
    ],
    MIDDLEWARE: [
      "mkweb/sessions/middleware",
      "mkweb/middleware/common",
      "mkweb/middleware/csrf",
      "mkweb/auth/middleware",
      "mkweb/messages/middleware",
    ],
    ROOT_URLCONF: new URL("desk/urls.ts", import.meta.url).href,
    TEMPLATES: [
      {
        DIRS: [],
        APP_DIRS: true,
        OPTIONS: {
          context_processors: [
            "mkweb/auth/context-processors#auth",
            "mkweb/messages/context-processors#messages",
          ],
        },
      },
    ],
    DATABASES: { default: { ENGINE: "sqlite", NAME: join(folder, "desk.sqlite3") } },
    PASSWORD_HASHERS: [QUICK_HASHER],
    ...given,
  });
  t.after(() => closeConnections(settings));
  await migrate(settings);
  const users = new Map<Role, User>();
  const user = async (role: Exclude<Role, "anonymous">): Promise<User> => {
    const known = users.get(role) ?? (await addUser(role));
    users.set(role, known);
    return known;
  };
  return {
    settings,
    user,
    visitor: async (role) => {
      const client = new Client({ settings, raiseRequestException: false });
      if (role !== "anonymous") await client.forceLogin(await user(role));
      return client;
    },
  };
}

async function migrate(settings: Settings): Promise<void> {
  const connection = getConnection(settings);
  const apps = await loadApps(settings);
  const graph = await loadMigrations(apps, settings);
  const executor = new Executor(settings, connection, graph);
  for (const migration of graph.order) await executor.migrate(migration);
  await emitPostMigrate({ settings, connection, apps, graph, report: () => {} });
  await setup(settings, apps);
}

async function addUser(role: Exclude<Role, "anonymous">): Promise<User> {
  const user = await User.objects.createUser(role, "", `pw-${role}`, {
    isStaff: role !== "plain",
    isSuperuser: role === "superuser",
  });
  const codenames = {
    plain: [],
    newbie: [],
    viewer: ["view_shelf", "view_item"],
    editor: ["change_shelf", "add_item"],
    superuser: [],
  }[role];
  for (const codename of codenames) {
    await user.userPermissions.add(await Permission.objects.get({ codename }));
  }
  return user;
}
