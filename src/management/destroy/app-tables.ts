import { fileURLToPath } from "node:url";
import type { Project } from "../../conf/index.ts";
import { hasTable, quoteName, type Connection } from "../../connections/index.ts";
import { appliedMigrations } from "../../migrations/index.ts";
import type { AppTables, KnownApp } from "../resource/cli-types.ts";
import { withDatabase } from "../with-database.ts";

/** The apps of the project; empty if it does not load. */
export async function knownApps(project: Project): Promise<readonly KnownApp[]> {
  try {
    const apps = await project.apps();
    return apps.map(({ label, root }) => ({
      label,
      folder: fileURLToPath(root).replace(/[/\\]$/, ""),
    }));
  } catch {
    return [];
  }
}

/** The existing tables of an app's models, including those between two models. */
export async function tablesOfApp(project: Project, label: string): Promise<AppTables> {
  const settings = await project.settings();
  const apps = await project.apps();
  const isInstalled = apps.some((app) => app.label === label);
  if (!isInstalled || !settings.DATABASES["default"]) return { tables: [], applied: [] };
  return withDatabase(project, async ({ connection, graph }) => {
    const { models, setup } = await import("../../models/index.ts");
    await setup(settings, apps);
    const own = models.models.filter(({ appLabel, managed }) => managed && appLabel === label);
    const between = own.flatMap(({ manyToMany }) =>
      manyToMany.filter(({ through }) => through.appLabel === label).map(({ through }) => through),
    );
    const names = [...new Set([...own, ...between].map(({ table }) => table))].sort();
    const tables = [];
    for (const name of names) {
      if (await hasTable(connection, name))
        tables.push({ name, ...(await rowsOf(connection, name)) });
    }
    const applied = await appliedMigrations(connection);
    const keys = graph.of(label).map(({ key }) => key);
    return { tables, applied: keys.filter((key) => applied.has(key)) };
  });
}

/** Most rows to count: a large table takes long, and its exact size does not matter. */
const ENOUGH = 1000;

async function rowsOf(
  connection: Connection,
  table: string,
): Promise<{ readonly rows: string; readonly isEmpty: boolean }> {
  const name = quoteName(table);
  const sql = `select count(*) as found from (select 1 from ${name} limit ${ENOUGH + 1}) as some_rows`;
  const row = await connection.get(sql);
  const found = Number(row?.["found"] ?? 0);
  const count = found > ENOUGH ? `more than ${ENOUGH}` : String(found);
  return { rows: `${count} ${found === 1 ? "row" : "rows"}`, isEmpty: found === 0 };
}
