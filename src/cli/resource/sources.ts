/** Changes to an app's own modules. */
import { existsSync } from "node:fs";
import { join, relative, sep } from "node:path";
import {
  addCode,
  addRoutes,
  readAppName,
  refusal,
  styleOf,
  type CodeStyle,
  type NewCode,
  type Refuse,
} from "../../edits/index.ts";
import { MkwebError } from "../../errors.ts";
import { readSource } from "../../scaffold/index.ts";
import { isRelation, type FieldSpec } from "./field-types.ts";
import { formSource, modelSource, pickers } from "./model-source.ts";
import type { ResourceNames } from "./names.ts";
import { routesOf, viewsSource, type AppNames } from "./view-source.ts";

/** The app that receives the resource. */
export interface ResourceApp {
  readonly label: string;
  /** Absolute. */
  readonly folder: string;
}

/** Import path of a model's class; `undefined` for a class in the same models.ts. */
export interface ModelImport {
  readonly name: string;
  readonly from: string | undefined;
}

export interface SourcesRequest {
  /** The project's folder. */
  readonly root: string;
  readonly app: ResourceApp;
  readonly names: ResourceNames;
  readonly fields: readonly FieldSpec[];
  /** For every model that a relation refers to, by its name on the command line. */
  readonly models: ReadonlyMap<string, ModelImport>;
  /** Whether the project has the admin. */
  readonly hasAdmin: boolean;
}

/** A module before and after the change. */
export interface ChangedSource {
  /** Absolute. */
  readonly path: string;
  /** `undefined` for a new file. */
  readonly before: string | undefined;
  readonly after: string;
}

export interface Sources {
  readonly changed: readonly ChangedSource[];
  /** Prefix of URL names: `polls:`. */
  readonly namespace: string;
  readonly style: CodeStyle;
}

/**
 * Adds a resource's classes to its app's models.ts, forms.ts and views.ts, its routes to urls.ts and, if the
 * project has the admin, its model to admin.ts, in memory.
 *
 * @throws {MkwebError} `MKWEB_SOURCE_NOT_EDITABLE` with the lines to paste, if a file cannot be edited
 *   safely.
 */
export function resourceSources(request: SourcesRequest): Sources {
  const { app, fields, names } = request;
  const read = (name: string): string | undefined => readIfThere(join(app.folder, name));
  const urls = read("urls.ts");
  const style = styleIn([urls, read("views.ts"), read("app.ts")]);
  const urlsRefuse = refuseWith(request, "urls.ts", pastedRoutes(names));
  const appName = urls === undefined ? app.label : readAppName(urls, urlsRefuse);
  const namespace = appName === undefined ? "" : `${appName}:`;

  const change = (name: string, added: NewCode): ChangedSource => {
    const before = read(name);
    const refuse = refuseWith(request, name, pasted(added));
    const after = addCode(before ?? "", added, { file: nameOf(request, name), style, refuse });
    return { path: join(app.folder, name), before, after };
  };
  const routes = routesOf(names);
  const start = urls ?? startOfUrls(app.label);
  const changed = [
    change("models.ts", modelCode(request, namespace)),
    change("forms.ts", {
      imports: [
        { from: "mkweb/forms", names: ["defineModelForm", ...pickersOf(fields)].sort() },
        { from: "./models.ts", names: [names.model] },
      ],
      declares: [`${names.model}Form`],
      code: (local) => formSource(names, fields, local),
    }),
    ...(request.hasAdmin ? [change("admin.ts", adminCode(names))] : []),
    change("views.ts", viewCode(names, { label: app.label, namespace })),
    {
      path: join(app.folder, "urls.ts"),
      before: urls,
      after: addRoutes(start, { views: "./views.ts", routes }, urlsRefuse),
    },
  ];
  return { changed, namespace, style };
}

function modelCode(request: SourcesRequest, namespace: string): NewCode {
  const { fields, models, names } = request;
  const others = new Map<string, string[]>();
  for (const { model } of fields) {
    const { name, from } = models.get(model ?? "") ?? {};
    if (name === undefined || from === undefined) continue;
    others.set(from, [...new Set([...(others.get(from) ?? []), name])].sort());
  }
  return {
    imports: [
      { from: "mkweb/db", names: ["defineModel", "fields"] },
      { from: "mkweb/urls", names: ["reverse"] },
      ...Array.from(others, ([from, each]) => ({ from, names: each })),
    ],
    declares: [names.model],
    code: (local) =>
      modelSource(
        {
          names,
          fields,
          detail: `${namespace}${names.lower}_detail`,
          classOf: (model) => classOf(models.get(model), local),
        },
        local,
      ),
  };
}

function classOf(found: ModelImport | undefined, local: (name: string) => string): string {
  if (!found) return "";
  return found.from === undefined ? found.name : local(found.name);
}

function viewCode(names: ResourceNames, app: AppNames): NewCode {
  const { model } = names;
  const views = ["CreateView", "DeleteView", "DetailView", "ListView", "UpdateView"];
  return {
    imports: [
      { from: "mkweb/auth/mixins", names: ["PermissionRequiredMixin"] },
      { from: "mkweb/urls", names: ["reverseLazy"] },
      { from: "mkweb/views", names: views },
      { from: "./forms.ts", names: [`${model}Form`] },
      { from: "./models.ts", names: [model] },
    ],
    declares: routesOf(names).map(({ view }) => view),
    code: (local) => viewsSource(names, app, local),
  };
}

function adminCode({ model }: ResourceNames): NewCode {
  return {
    imports: [
      { from: "mkweb/admin", names: ["register"], module: "admin" },
      { from: "./models.ts", names: [model] },
    ],
    declares: [],
    code: (local) => `${local("register")}(${local(model)});\n`,
  };
}

function pickersOf(fields: readonly FieldSpec[]): readonly string[] {
  return [...new Set(fields.flatMap(({ type }) => pickers[type]?.name ?? []))];
}

/** Names of related models, as typed. */
export function modelsNamed(fields: readonly FieldSpec[]): readonly string[] {
  return [...new Set(fields.filter(isRelation).flatMap(({ model }) => model ?? []))];
}

function startOfUrls(label: string): string {
  return `import { path } from "mkweb/urls";
import * as views from "./views.ts";

export const appName = ${JSON.stringify(label)};

export const urlpatterns = [];
`;
}

/** The style of the first file that shows one; double quotes and semicolons by default. */
function styleIn(sources: readonly (string | undefined)[]): CodeStyle {
  for (const source of sources) {
    if (source === undefined) continue;
    try {
      return styleOf(source);
    } catch (error) {
      // The edit itself reports why the file cannot be read.
      if (!(error instanceof MkwebError)) throw error;
    }
  }
  return { quote: '"', semicolons: true };
}

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readSource(path).toString("utf8") : undefined;
}

function nameOf({ root, app }: SourcesRequest, name: string): string {
  return relative(root, join(app.folder, name)).split(sep).join("/");
}

function refuseWith(request: SourcesRequest, name: string, lines: string): Refuse {
  const file = nameOf(request, name);
  const { model } = request.names;
  return refusal(
    "MKWEB_SOURCE_NOT_EDITABLE",
    `add ${model} to ${file}`,
    `Change that part and run the command again, or add this to ${file} yourself:\n${lines}`,
  );
}

function pasted(added: NewCode): string {
  const lines = added.imports.map(({ names, from, module }) =>
    module === undefined
      ? `import { ${names.join(", ")} } from "${from}";`
      : `import * as ${module} from "${from}";`,
  );
  const local = (name: string): string => {
    const whole = added.imports.find((each) => each.names.includes(name))?.module;
    return whole === undefined ? name : `${whole}.${name}`;
  };
  return indented(`${lines.join("\n")}\n\n${added.code(local)}`);
}

function pastedRoutes(names: ResourceNames): string {
  const lines = routesOf(names).map(
    ({ route, view, name }) => `path("${route}", views.${view}.asView(), { name: "${name}" }),`,
  );
  return indented(lines.join("\n"));
}

function indented(text: string): string {
  return text.trimEnd().replaceAll(/^(?=.)/gm, "  ");
}
