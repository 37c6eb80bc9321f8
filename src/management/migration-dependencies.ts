import { targetsOf, type Cut, type MigrationGraph, type ModelStates } from "../migrations/index.ts";
import { labelParts } from "../schema/index.ts";

/** A migration to depend on. */
export interface Made {
  readonly name: string;
}

export interface DependencyContext {
  readonly graph: MigrationGraph;
  /** The models as they were. */
  readonly before: ModelStates;
  /** What the same run makes, as far as it has come. */
  readonly made: ReadonlyMap<Cut, Made>;
  /** The one of the same app that it made last. */
  readonly previous: Made | undefined;
}

export type Dependency = readonly [app: string, name: string];

/** What has to be applied before a new migration: its own app's last one, and others'. */
export function dependenciesOf(
  cut: Cut,
  { graph, before, made, previous }: DependencyContext,
): readonly Dependency[] {
  const last = (label: string): string | undefined => graph.leaves(label).at(-1)?.name;
  const pointed = cut.operations.flatMap(targetsOf).map((label) => labelParts(label)[0]);
  const others = new Map<string, string>();
  for (const label of [...pointed, ...pointingToChanged(cut, before)]) {
    const name = last(label);
    if (label !== cut.app && name !== undefined) others.set(label, name);
  }
  for (const [each, { name }] of made) if (cut.after.has(each)) others.set(each.app, name);
  const own = previous?.name ?? last(cut.app);
  return [
    ...(own === undefined ? [] : [[cut.app, own] as const]),
    ...[...others].sort(([a], [b]) => (a < b ? -1 : 1)),
  ];
}

/**
 * The apps with a relation to a model that is renamed or deleted: who points to a renamed one was made
 * before, and who points to a deleted one has let go of it.
 */
function pointingToChanged({ app, operations }: Cut, before: ModelStates): readonly string[] {
  const changed = operations.filter(({ name }) => name === "renameModel" || name === "deleteModel");
  const models = new Set(changed.map(({ args }) => `${app}.${String(args[0])}`));
  return Array.from(before)
    .filter(([, { fields }]) => Object.values(fields).some(({ to = "" }) => models.has(to)))
    .map(([label]) => labelParts(label)[0]);
}
