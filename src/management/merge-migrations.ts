import type { App } from "../conf/index.ts";
import type { AppliedMigration, MigrationGraph, Operation } from "../migrations/index.ts";
import { numbered, type NewMigration } from "./make-migrations.ts";
import type { Database } from "./with-database.ts";

/** One side of a conflict: the migrations after the last common one. */
export interface Branch {
  readonly leaf: AppliedMigration;
  readonly operations: readonly Operation[];
}

export interface Merge {
  readonly branches: readonly Branch[];
  /** A migration without operations that depends on every leaf. */
  readonly migration: NewMigration;
}

/** A merge for each of these apps (empty: all) with more than one leaf. */
export function mergesOf(
  { apps, graph }: Pick<Database, "apps" | "graph">,
  labels: readonly string[],
  name: string | undefined,
): readonly Merge[] {
  const chosen = apps.filter(({ label }) => labels.length === 0 || labels.includes(label));
  return chosen.flatMap((app) => {
    const leaves = graph.conflicts().get(app.label);
    return leaves ? [mergeOf(app, leaves, graph, name)] : [];
  });
}

function mergeOf(
  app: App,
  leaves: readonly AppliedMigration[],
  graph: MigrationGraph,
  name: string | undefined,
): Merge {
  const needs = leaves.map((leaf) => graph.needs(leaf));
  const own = graph.of(app.label);
  const common = new Set(own.filter((each) => needs.every((needed) => needed.has(each))));
  const branches = leaves.map((leaf, at) => ({
    leaf,
    operations: own
      .filter((each) => needs[at]?.has(each) && !common.has(each))
      .flatMap(({ operations }) => operations),
  }));
  return {
    branches,
    migration: {
      app,
      name: numbered(app.label, graph, name ?? usualName(leaves)),
      initial: false,
      dependencies: leaves.map((leaf) => [app.label, leaf.name] as const),
      operations: [],
    },
  };
}

/** Longest name made from those of the leaves. */
const NAME_LENGTH = 52;

function usualName(leaves: readonly AppliedMigration[]): string {
  const made = `merge_${leaves.map(({ name }) => name).join("_")}`;
  if (made.length <= NAME_LENGTH) return made;
  return `merge_${new Date().toISOString().slice(0, 16).replace(/\D/g, "")}`;
}
