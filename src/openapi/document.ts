import { ImproperlyConfigured } from "../conf/index.ts";
import { getScriptPrefix, viewPaths, type UrlEntry, type ViewPaths } from "../urls/index.ts";
import { Components } from "./components.ts";
import { METHODS, operationsOf, type Operations } from "./describe-view.ts";
import { operationObject } from "./operation.ts";
import { pathTemplate, type PathTemplate } from "./path.ts";

/** General information for the document. */
export interface OpenApiInfo {
  readonly title: string;
  /** The version of the API, not of OpenAPI: `"1.0.0"`. */
  readonly version: string;
  /** In CommonMark. */
  readonly description?: string;
  readonly summary?: string;
}

interface Described {
  readonly route: string;
  readonly viewName: string | undefined;
  readonly operations: Operations;
  readonly path: PathTemplate;
}

/**
 * Builds the document of all described views.
 *
 * @throws {ImproperlyConfigured} A path that OpenAPI cannot express, or cannot tell from another.
 */
export function documentOf(info: OpenApiInfo, urlPatterns: readonly UrlEntry[]): object {
  const components = new Components();
  const ids = new Set<string>();
  const paths: Readonly<Record<string, object>> = Object.fromEntries(
    describedPaths(urlPatterns).map((described) => [
      described.path.template,
      pathItem(described, ids, components),
    ]),
  );
  const prefix = getScriptPrefix().replace(/\/$/, "");
  return {
    openapi: "3.1.1",
    info,
    ...(prefix !== "" && { servers: [{ url: prefix }] }),
    paths,
    components,
  };
}

function pathItem(
  { path, operations, viewName }: Described,
  ids: Set<string>,
  components: Components,
): object {
  const methods: Readonly<Record<string, object>> = Object.fromEntries(
    METHODS.flatMap((method) => {
      const operation = operations[method];
      if (!operation) return [];
      const id = unusedId(operation.operationId ?? idOf(method, viewName), ids);
      return [[method, operationObject(method, operation, id, components)]];
    }),
  );
  return { ...(path.parameters.length > 0 && { parameters: path.parameters }), ...methods };
}

function idOf(method: string, viewName: string | undefined): string | undefined {
  return viewName === undefined ? undefined : `${method}_${viewName.replaceAll(/\W+/g, "_")}`;
}

function unusedId(id: string | undefined, ids: Set<string>): string | undefined {
  if (id === undefined) return undefined;
  let own = id;
  for (let count = 2; ids.has(own); count++) own = `${id}_${count}`;
  ids.add(own);
  return own;
}

/** The paths of described views that can be reached: of two patterns that match the same paths, the first wins. */
function describedPaths(urlPatterns: readonly UrlEntry[]): readonly Described[] {
  const reached = new Set<string>();
  const byShape = new Map<string, Described>();
  for (const view of viewPaths(urlPatterns)) {
    const operations = operationsOf(view.view);
    if (operations && view.paths.length === 0) throw unwritable(view);
    for (const path of view.paths.map(pathTemplate)) {
      const isFirst = !reached.has(path.matches);
      reached.add(path.matches);
      if (!isFirst || !operations) continue;
      const other = byShape.get(path.shape);
      if (other) throw ambiguous(other.route, view.route);
      byShape.set(path.shape, { ...view, operations, path });
    }
  }
  return [...byShape.values()];
}

function unwritable({ route }: ViewPaths): ImproperlyConfigured {
  return new ImproperlyConfigured(
    `The view of '${route}' is described, but its regular expression cannot be written as an OpenAPI path.`,
    { hint: "Map it with path(), or with an expression without alternatives." },
  );
}

function ambiguous(one: string, other: string): ImproperlyConfigured {
  return new ImproperlyConfigured(
    `The views of '${one}' and '${other}' are both described, but OpenAPI cannot tell their paths apart.`,
    { hint: "Describe one of them only, or give one of them another path." },
  );
}
