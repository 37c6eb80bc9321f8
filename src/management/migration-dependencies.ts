import { targetsOf, type Cut, type MigrationGraph, type ModelStates } from "../migrations/index.ts";
import { labelParts } from "../schema/index.ts";

/** A migration to depend on. */
export interface Made {
  readonly name: string;
}

export interface DependencyContext {
  readonly graph: MigrationGraph;
  /** The models before the change. */
  readonly before: ModelStates;
  /** The migrations made in this run so far. */
  readonly made: ReadonlyMap<Cut, Made>;
  /** The app's previous migration in this run. */
  readonly previous: Made | undefined;
}

export type Dependency = readonly [app: string, name: string];

/** The migrations a new one depends on: its own app's last one, and those of other apps. */
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
 * The apps with a relation to a renamed or deleted model: a relation to a renamed model was created before,
 * and a relation to a deleted one has been removed.
 */
function pointingToChanged({ app, operations }: Cut, before: ModelStates): readonly string[] {
  const changed = operations.filter(({ name }) => name === "renameModel" || name === "deleteModel");
  const models = new Set(changed.map(({ args }) => `${app}.${String(args[0])}`));
  return Array.from(before)
    .filter(([, { fields }]) => Object.values(fields).some(({ to = "" }) => models.has(to)))
    .map(([label]) => labelParts(label)[0]);
}
