/** Places models and relations of a drawing. */
import { Graph, layout } from "../../vendor/dagre.ts";
import type { GraphModel, GraphRelation, ModelGraph } from "./model-graph.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export interface PlacedModel extends Box {
  readonly model: GraphModel;
}

export interface PlacedRelation {
  readonly relation: GraphRelation;
  readonly points: readonly Point[];
  /** The centre of its name. */
  readonly label: Point;
}

/** Boxes are positioned by their upper left corner. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Boxes around the models of each app; empty if they would contain other models. */
  readonly apps: readonly (Box & { readonly name: string })[];
  readonly models: readonly PlacedModel[];
  readonly relations: readonly PlacedRelation[];
}

export interface Sizes {
  readonly sizeOf: (model: GraphModel) => { readonly width: number; readonly height: number };
  readonly widthOf: (text: string) => number;
}

/** Preferred ratio of width to height: a screen's. */
const WANTED = 1.5;
/** Rows per column for models without relations. */
const COLUMN = 4;

/**
 * Lays out from left to right or from top to bottom, whichever fits a screen better. Draws a box around each
 * app, unless the apps refer to each other too much.
 */
export function layOut(graph: ModelGraph, sizes: Sizes): Layout {
  const boxed = DIRECTIONS.map((each) => attempt(graph, sizes, each, true));
  const fitting = boxed.filter((each) => holds(each));
  const found =
    fitting.length > 0 ? fitting : DIRECTIONS.map((each) => attempt(graph, sizes, each, false));
  return found.reduce((best, each) => (strangeness(each) < strangeness(best) ? each : best));
}

const DIRECTIONS = ["LR", "TB"] as const;

/** Whether each model is in its app's box and outside of all others. */
function holds({ apps, models }: Layout): boolean {
  return models.every((placed) =>
    apps.every((app) =>
      app.name === placed.model.app ? isInside(placed, app) : isApart(placed, app),
    ),
  );
}

function isInside(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

function isApart(one: Box, other: Box): boolean {
  return (
    one.x + one.width <= other.x ||
    other.x + other.width <= one.x ||
    one.y + one.height <= other.y ||
    other.y + other.height <= one.y
  );
}

function strangeness({ width, height }: Layout): number {
  return Math.abs(Math.log(width / height / WANTED));
}

function attempt(
  { models, relations }: ModelGraph,
  sizes: Sizes,
  rankdir: "LR" | "TB",
  withApps: boolean,
): Layout {
  const graph = new Graph({ multigraph: true, compound: true });
  graph.setGraph({ rankdir, nodesep: 34, ranksep: 70, edgesep: 16, marginx: 16, marginy: 16 });
  const apps = withApps ? [...new Set(models.map(({ app }) => app))] : [];
  for (const app of apps) graph.setNode(`app ${app}`, {});
  for (const model of models) {
    graph.setNode(model.label, { ...sizes.sizeOf(model) });
    if (withApps) graph.setParent(model.label, `app ${model.app}`);
  }
  relations.forEach((relation, at) => {
    const width = relation.name === "" ? 0 : sizes.widthOf(relation.name);
    graph.setEdge(relation.from, relation.to, { width, height: 14, labelpos: "c" }, String(at));
  });
  for (const [from, to] of columnsOf(models, relations))
    graph.setEdge(from, to, { weight: 0 }, "column");
  layout(graph);
  return layoutOf(graph, models, relations, apps);
}

/** Models without relations would otherwise all be in one row. */
function columnsOf(
  models: readonly GraphModel[],
  relations: readonly GraphRelation[],
): readonly (readonly [string, string])[] {
  const related = new Set(relations.flatMap(({ from, to }) => [from, to]));
  const alone = Map.groupBy(
    models.filter(({ label }) => !related.has(label)),
    ({ app }) => app,
  );
  return [...alone.values()].flatMap((list) =>
    list.flatMap(({ label }, at): (readonly [string, string])[] => {
      const next = list[at + 1];
      return next && (at + 1) % COLUMN !== 0 ? [[label, next.label]] : [];
    }),
  );
}

function layoutOf(
  graph: Graph,
  models: readonly GraphModel[],
  relations: readonly GraphRelation[],
  apps: readonly string[],
): Layout {
  const { width = 0, height = 0 } = graph.graph();
  return {
    width,
    height,
    apps: apps.map((name) => ({ name, ...boxOf(graph, `app ${name}`) })),
    models: models.map((model) => ({ model, ...boxOf(graph, model.label) })),
    relations: relations.map((relation, at) => {
      const { points = [], x, y } = graph.edge(relation.from, relation.to, String(at));
      const middle = points[Math.floor(points.length / 2)] ?? { x: 0, y: 0 };
      return { relation, points, label: { x: x ?? middle.x, y: y ?? middle.y } };
    }),
  };
}

function boxOf(graph: Graph, name: string): Box {
  const { x = 0, y = 0, width = 0, height = 0 } = graph.node(name);
  return { x: x - width / 2, y: y - height / 2, width, height };
}
