import type { State } from "../db/index.ts";
import type { MigrationGraph, Operation } from "../migrations/index.ts";

export interface DependencyContext {
  readonly graph: MigrationGraph;
  /** The migrations that are made now, by app. */
  readonly names: ReadonlyMap<string, string>;
  /** The models as they were. */
  readonly before: State;
}

export type Dependency = readonly [app: string, name: string];

/** What has to be applied before these operations of an app: its own last migration, and others'. */
export function dependenciesOf(
  app: string,
  operations: readonly Operation[],
  { graph, names, before }: DependencyContext,
): readonly Dependency[] {
  const last = (label: string): string | undefined => graph.leaves(label).at(-1)?.name;
  const pointed = targetsOf(operations).map((label) => [label, names.get(label) ?? last(label)]);
  // Who points to a deleted model lets go of it first; who points to a renamed one was made before.
  const deleted = pointingTo(app, operations, "deleteModel", before).map((label) => [
    label,
    names.get(label) ?? last(label),
  ]);
  const renamed = pointingTo(app, operations, "renameModel", before).map((label) => [
    label,
    last(label),
  ]);
  const others = new Map<string, string>();
  for (const [label = "", name] of [...renamed, ...deleted, ...pointed]) {
    if (label !== app && name !== undefined) others.set(label, name);
  }
  const own = last(app);
  return [
    ...(own === undefined ? [] : [[app, own] as const]),
    ...[...others].sort(([a], [b]) => (a < b ? -1 : 1)),
  ];
}

/** The apps whose models these operations point to. */
function targetsOf(operations: readonly Operation[]): readonly string[] {
  const text = JSON.stringify(operations.map(({ args }) => args));
  return Array.from(text.matchAll(/"to":"([^".]+)\./g), ([, label = ""]) => label);
}

/** The apps with a relation to a model that an operation of this kind is about. */
function pointingTo(
  app: string,
  operations: readonly Operation[],
  kind: string,
  before: State,
): readonly string[] {
  const changed = operations.filter(({ name }) => name === kind);
  const models = new Set(changed.map(({ args }) => `${app}.${String(args[0])}`));
  return Object.entries(before)
    .filter(([, { fields }]) => Object.values(fields).some(({ to = "" }) => models.has(to)))
    .map(([label]) => label.slice(0, label.indexOf(".")));
}
