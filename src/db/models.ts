import { existsSync } from "node:fs";
import type { EntitySchema } from "@mikro-orm/core";
import type { MikroORM } from "@mikro-orm/sql";
import { ImproperlyConfigured, type App, type Settings } from "../conf/index.ts";
import { getConnection, type Connection } from "../connections/index.ts";
import { schemaOf, setLabel } from "./definitions.ts";

/** The models of a project's apps, on its default database. */
export interface Models {
  readonly settings: Settings;
  readonly connection: Connection;
  readonly apps: readonly AppModels[];
  /** Made when it is first asked for. */
  orm(): Promise<MikroORM>;
}

export interface AppModels {
  readonly app: App;
  readonly schemas: readonly EntitySchema[];
}

const opened = new WeakMap<Settings, Promise<Models>>();
let provide: (() => Promise<Models>) | undefined;

/**
 * Loads `models.ts` of every app and puts them on the default database. The database itself is opened by
 * the first query. `Model.objects` uses the models opened or provided last.
 *
 * @throws {ImproperlyConfigured} DATABASES has no default.
 */
export function openModels(settings: Settings, apps: readonly App[]): Promise<Models> {
  const models = opened.get(settings) ?? open(settings, apps);
  opened.set(settings, models);
  provide = () => models;
  return models;
}

/** Says how to open the models, for the first query that needs them. */
export function provideModels(open: () => Promise<Models>): void {
  provide = open;
}

/** Forgets the models of these settings; their connection is closed with `closeConnections`. */
export function closeModels(settings: Settings): void {
  opened.delete(settings);
}

/** @throws {ImproperlyConfigured} No project is set up. */
export function activeModels(): Promise<Models> {
  if (provide) return provide();
  throw new ImproperlyConfigured("A model was used, but no project is set up.", {
    hint: "Run the code as a command of the project (`node manage shell`), or call getApplication() first.",
  });
}

async function open(settings: Settings, apps: readonly App[]): Promise<Models> {
  if (!settings.DATABASES["default"]) throw noDefault(settings);
  const connection = getConnection(settings);
  const loaded = await loadModels(apps);
  const schemas = loaded.flatMap((each) => each.schemas);
  let made: Promise<MikroORM> | undefined;
  const orm = async (): Promise<MikroORM> => {
    const { createOrm } = await import("./orm/open.ts");
    return createOrm(connection, schemas);
  };
  const models: Models = { settings, connection, apps: loaded, orm: () => (made ??= orm()) };
  // What is wrong with a model is said now and not by the first query.
  if (schemas.length > 0) await models.orm().catch(explainRelation);
  return models;
}

/** The models each app's `models.ts` exports, named and tabled as Django would. */
export async function loadModels(apps: readonly App[]): Promise<readonly AppModels[]> {
  const taken = new Set<EntitySchema>();
  const loaded: AppModels[] = [];
  for (const app of apps) {
    const schemas: EntitySchema[] = [];
    for (const [model, schema] of Object.values(await modelsModule(app)).flatMap(modelIn)) {
      if (taken.has(schema)) continue;
      taken.add(schema);
      const { meta } = schema;
      if (meta.class !== model) schema.setClass(model);
      meta.tableName ??= `${app.label}_${meta.className.toLowerCase()}`;
      setLabel(model, `${app.label}.${meta.className}`);
      schemas.push(schema);
    }
    loaded.push({ app, schemas });
  }
  return loaded;
}

async function modelsModule({ root }: App): Promise<Readonly<Record<string, unknown>>> {
  const file = ["models.ts", "models.js"]
    .map((name) => new URL(name, root))
    .find((url) => existsSync(url));
  return file ? await import(file.href) : {};
}

/** MikroORM calls a model abstract that it was not given. */
function explainRelation(cause: unknown): never {
  const message = cause instanceof Error ? cause.message : "";
  const [, field, model] = /^(\S+) targets abstract entity (\w+)/.exec(message) ?? [];
  if (field === undefined || model === undefined) throw cause;
  throw new ImproperlyConfigured(
    `${field} points to the model ${model}, which belongs to no installed app.`,
    {
      hint: `Add the app of ${model} to INSTALLED_APPS (mkweb/auth needs mkweb/contenttypes), or export it from the app's models.ts.`,
      cause,
    },
  );
}

type EntityConstructor = Parameters<EntitySchema["setClass"]>[0];

function modelIn(value: unknown): readonly (readonly [EntityConstructor, EntitySchema])[] {
  const schema = schemaOf(value);
  return schema ? [[value as EntityConstructor, schema]] : [];
}

function noDefault({ SETTINGS_MODULE }: Settings): ImproperlyConfigured {
  return new ImproperlyConfigured("The models need a default database and DATABASES has none.", {
    hint: `Add DATABASES: { default: env.database("DATABASE_URL", "sqlite:db.sqlite3") } to ${SETTINGS_MODULE}.`,
  });
}
