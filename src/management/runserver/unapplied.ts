import type { Project } from "../../conf/index.ts";

/** Django's warning about unapplied migrations, or `undefined`. */
export async function unappliedWarning(project: Project): Promise<string | undefined> {
  const settings = await project.settings();
  if (!settings.DATABASES["default"]) return undefined;
  const { appliedMigrations, loadMigrations, planMigrations } =
    await import("../../migrations/index.ts");
  const { getConnection } = await import("../../connections/index.ts");
  const applied = await appliedMigrations(getConnection(settings));
  const graph = await loadMigrations(await project.apps(), settings);
  const { steps } = planMigrations(graph.for(applied), applied);
  if (steps.length === 0) return undefined;
  const apps = [...new Set(steps.map(({ migration }) => migration.app))].sort().join(", ");
  return `You have ${steps.length} unapplied migration(s). Your project may not work properly until you apply the migrations for app(s): ${apps}.
Run 'node manage migrate' to apply them.
`;
}
