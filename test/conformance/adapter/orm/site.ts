import { readFileSync } from "node:fs";
import { completeSettings, env } from "../../../../src/conf/index.ts";
import {
  contentTypeKey,
  contentTypeModel,
  infoOf,
  models as registry,
  setupModels,
  type ModelInfo,
} from "../../../../src/models/index.ts";
import { makeModels, type Classes } from "./models.ts";
import { fillTables } from "./rows.ts";
import type { ModelClass, ModelSpec, SchemaSpec } from "./spec.ts";
import { makeTables } from "./tables.ts";

/** The cases' models on a database of their own. */
export interface Site {
  /** The model of a name in the app a case is about. */
  model(app: string, name: string): ModelClass;
  info(app: string, name: string): ModelInfo;
  /** Puts exactly the rows of the cases into the tables. */
  fill(): Promise<void>;
}

const file = new URL("../../cases/orm_schema.json", import.meta.url);

let opened: Promise<Site> | undefined;

/** Opens the database that CONFORMANCE_DATABASE names, SQLite in memory if none, with the models' tables. */
export function openSite(): Promise<Site> {
  return (opened ??= open());
}

async function open(): Promise<Site> {
  const schema: SchemaSpec = JSON.parse(readFileSync(file, "utf8"));
  const classes = makeModels(schema);
  const settings = completeSettings({
    SECRET_KEY: "conformance",
    BASE_DIR: new URL("./", import.meta.url),
    DATABASES: { default: env.database("CONFORMANCE_DATABASE", "sqlite::memory:") },
  });
  setupModels(
    settings,
    Array.from(classes, ([label, models]) => ({ label, models: [...models.values()] })),
  );
  const infos = tablesOf();
  await makeTables(infos, specsOf(schema));
  const site: Site = {
    model: (app, name) => found(classes, app, name),
    info: (app, name) => infoOf(found(classes, app, name)),
    fill: () => fillTables(schema, infos, (app, name) => site.info(app, name)),
  };
  await site.fill();
  // Content types count as known.
  for (const info of infos.filter(({ autoCreated }) => !autoCreated)) {
    await contentTypeModel(info, await contentTypeKey(info, "default"), "default");
  }
  return site;
}

/** The models with tables of their own, those of the rows between others too. */
function tablesOf(): readonly ModelInfo[] {
  const own = registry.models.filter(({ proxy }) => !proxy);
  const between = own.flatMap((info) =>
    info.manyToMany.filter(({ model, isAutomatic }) => model === info && isAutomatic),
  );
  return [...new Set([...own, ...between.map(({ through }) => through)])];
}

function specsOf(schema: SchemaSpec): ReadonlyMap<string, ModelSpec> {
  return new Map(Object.values(schema).flatMap(({ models }) => Object.entries(models)));
}

function found(classes: Classes, app: string, name: string): ModelClass {
  const model = classes.get(app)?.get(name) ?? classes.get("contenttypes")?.get(name);
  if (model) return model;
  throw new NoSuchModel(`${app} has no model ${name}.`);
}

/** An abstract model has no rows to ask for; Python has no such attribute. */
class NoSuchModel extends Error {
  override readonly name = "AttributeError";
}
