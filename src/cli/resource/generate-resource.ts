import { existsSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import type { CommandContext } from "../../command/index.ts";
import { exportedClasses, refusal } from "../../edits/index.ts";
import { MkwebError } from "../../errors.ts";
import { readSource, type Edit } from "../../scaffold/index.ts";
import { mountApp } from "../startapp/app-edits.ts";
import { findProject } from "../project.ts";
import { settleConflicts } from "../settle-conflicts.ts";
import { sayNext, stepsIn } from "../say-next.ts";
import { writePlan } from "../write-plan.ts";
import { isFile, type FieldSpec } from "./field-types.ts";
import { checkKind, namesOf, type ResourceNames } from "./names.ts";
import { parseFields } from "./parse-fields.ts";
import { planResource } from "./plan-resource.ts";
import {
  modelsNamed,
  resourceSources,
  type ModelImport,
  type ResourceApp,
  type Sources,
} from "./sources.ts";
import type { Samples } from "./test-source.ts";

/** The command line's arguments. */
export interface ResourceRequest {
  readonly kind: string;
  /** `Question` or `polls.Question`. */
  readonly model: string;
  readonly fields: readonly string[];
  readonly app: string | undefined;
  readonly dryRun: boolean;
  /** Value of `--conflict`. Default: ask on a terminal, otherwise refuse. */
  readonly conflict?: "keep" | "overwrite" | undefined;
}

/** What the project reports about the new modules, before they are written. */
export interface TriedResource {
  readonly migration: { readonly name: string; readonly source: string };
  readonly samples: Samples;
  /** URL of the list; `undefined` if no URL leads to the app. */
  readonly address: string | undefined;
}

/** What only the loaded project knows. */
export interface ResourceProject {
  /** The app with this label, or the only one. @throws {MkwebError} `MKWEB_UNKNOWN_APP`. */
  findApp(label: string | undefined): Promise<ResourceApp>;
  /** Where the class of a model is defined. @throws {MkwebError} `MKWEB_UNKNOWN_MODEL`, `MKWEB_UNKNOWN_APP`. */
  findModel(label: string, app: ResourceApp): Promise<ModelImport>;
  /** Whether models can be registered in the admin. */
  hasAdmin(): Promise<boolean>;
  /** @throws {MkwebError} If settings that file fields need are missing. */
  requireFiles(): Promise<void>;
  /** Loads the project with replaced texts of some modules, by path. */
  tryOut(
    texts: ReadonlyMap<string, string>,
    resource: {
      readonly app: ResourceApp;
      readonly names: ResourceNames;
      readonly fields: readonly FieldSpec[];
      readonly namespace: string;
    },
  ): Promise<TriedResource>;
}

/**
 * Creates a model, its migration, form, pages, URLs and tests in an app, in one write.
 *
 * @throws {MkwebError} Without writing anything: invalid arguments, a taken name, or a file that cannot be
 *   edited.
 */
export async function generateResource(
  request: ResourceRequest,
  project: ResourceProject,
  context: CommandContext,
): Promise<void> {
  checkKind(request.kind);
  const { label, model } = splitLabel(request);
  const names = namesOf(model);
  const fields = parseFields(request.fields);
  if (fields.some(isFile)) await project.requireFiles();
  const app = await project.findApp(label);
  requireModels(app);
  const { root } = findProject(context.cwd, context.env, context.project);
  const models = await importsOf(fields, names, app, project);
  const hasAdmin = await project.hasAdmin();
  const sources = resourceSources({ root, app, names, fields, models, hasAdmin });
  const texts = new Map(sources.changed.map(({ path, after }) => [path, after]));
  const tried = await project.tryOut(texts, { app, names, fields, namespace: sources.namespace });

  const messages: string[] = [];
  const edits: Edit[] = [];
  if (tried.address === undefined) {
    const place = { name: app.label, folder: app.folder, path: below(root, app.folder) };
    const say = (message: string): void => void messages.push(message);
    const folder = findProject(context.cwd, context.env, context.project);
    const mount = { route: `${app.label}/`, fromRoot: false };
    edits.push(mountApp(folder, place, mount, say));
  }
  const address = tried.address ?? `/${app.label}/${names.segment}/`;
  const typed = request.fields;
  const planned = { root, app, names, fields, typed, sources, edits, address, ...pick(tried) };
  const { plan: planWith, next } = planResource(planned);
  const { dryRun } = request;
  const facts = {
    kind: request.kind,
    model: `${app.label}.${model}`,
    folder: app.folder,
    project: root,
    address,
  };
  const settling = { conflict: request.conflict, mayAsk: context.interactive && !dryRun };
  const plan = await settleConflicts(planWith, settling, context);
  const what = `generate resource ${app.label}.${model}`;
  await writePlan({ plan, root, facts, what, thing: "a resource", dryRun }, context);
  if (dryRun) return;
  report({ context, root, app, names, sources, messages, next });
}

function pick({ migration, samples }: TriedResource): Pick<TriedResource, "migration" | "samples"> {
  return { migration, samples };
}

interface Report {
  readonly context: CommandContext;
  readonly root: string;
  readonly app: ResourceApp;
  readonly names: ResourceNames;
  readonly sources: Sources;
  readonly messages: readonly string[];
  readonly next: readonly string[];
}

function report({ context, root, app, names, sources, messages, next }: Report): void {
  const { out } = context;
  const edited = sources.changed.map(({ path }) => basename(path)).join(", ");
  out.note(`${out.style.success("Created")} the resource ${app.label}.${names.model}.`);
  out.note(`Its classes and URLs are in ${edited} of ${below(root, app.folder)}.`);
  for (const message of messages) out.note(message);
  const steps = stepsIn(root, next, context);
  out.facts({ next: steps });
  sayNext(out, steps);
}

function splitLabel({ model, app }: ResourceRequest): { label: string | undefined; model: string } {
  const [, label, name = model] = /^([^.]+)\.([^.]*)$/.exec(model) ?? [];
  if (label !== undefined && app !== undefined && label !== app) {
    throw new MkwebError(
      "MKWEB_USAGE",
      `'${model}' and --app ${app} name different apps. Nothing was written.`,
      { hint: "Name the app once.", exitStatus: 2 },
    );
  }
  return { label: label ?? app, model: name };
}

/** The file may be empty, but the project looks for models there. */
function requireModels({ folder, label }: ResourceApp): void {
  if (existsSync(join(folder, "models.ts"))) return;
  const refuse = refusal(
    "MKWEB_SOURCE_NOT_EDITABLE",
    `add a model to the app ${label}`,
    `Create the file first; it may be empty: ${join(folder, "models.ts")}`,
  );
  throw refuse("it has no models.ts");
}

async function importsOf(
  fields: readonly FieldSpec[],
  names: ResourceNames,
  app: ResourceApp,
  project: ResourceProject,
): Promise<ReadonlyMap<string, ModelImport>> {
  const found = new Map<string, ModelImport>();
  for (const named of modelsNamed(fields)) {
    const isOwn = named === names.model || named === `${app.label}.${names.model}`;
    if (isOwn) refuseEndless(fields, named);
    const own = { name: names.model, from: undefined };
    found.set(named, isOwn ? own : await project.findModel(named, app));
  }
  return found;
}

/** The first object would need another one before it. */
function refuseEndless(fields: readonly FieldSpec[], model: string): void {
  const endless = fields.find((each) => each.model === model && !each.optional);
  if (!endless) return;
  const { name, type } = endless;
  throw new MkwebError(
    "MKWEB_USAGE",
    `${name} refers to the model itself, so the first object could never be created. Nothing was written.`,
    { hint: `Write ${name}:${type}:${model}:optional`, exitStatus: 2 },
  );
}

/** Names of the classes that a models.ts exports, found without running it. */
export function classesIn(path: string): readonly string[] {
  const hint = "Correct the file.";
  const refuse = refusal("MKWEB_SOURCE_NOT_EDITABLE", `read the models of ${path}`, hint);
  return exportedClasses(readSource(path).toString("utf8"), refuse);
}

function below(root: string, path: string): string {
  return relative(root, path).split(sep).join("/");
}
