import { contentTypes } from "../meta/generic.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { querySetOf } from "../queries/query-set.ts";
import type { AnySet } from "./side.ts";

interface Known {
  /** The registry's version; after changes of the models all keys are read anew. */
  readonly version: number;
  readonly keys: Map<ModelInfo, Promise<unknown>>;
  readonly models: Map<unknown, Promise<ModelInfo | undefined>>;
}

const byDatabase = new Map<string, Known>();

/** Forgets cached keys, which may change when a database is emptied. */
export function forgetContentTypes(): void {
  byDatabase.clear();
}

/**
 * Returns the key of a model's content type in a database, creating its row if needed.
 *
 * @param options.forConcreteModel Whether to use the model that a proxy stands for. Default true.
 */
export function contentTypeKey(
  info: ModelInfo,
  alias: string,
  { forConcreteModel = true }: { readonly forConcreteModel?: boolean } = {},
): Promise<unknown> {
  const meant = forConcreteModel ? info.concrete : info;
  const { keys } = knownOn(alias, meant);
  const known = keys.get(meant) ?? findKey(meant, alias);
  keys.set(meant, known);
  // After a failure the next call tries again.
  known.catch(() => keys.delete(meant));
  return known;
}

/** Returns the model of a content type; `undefined` if no installed app has it. */
export function contentTypeModel(
  any: ModelInfo,
  key: unknown,
  alias: string,
): Promise<ModelInfo | undefined> {
  const { models } = knownOn(alias, any);
  const known = models.get(key) ?? findModel(any, key, alias);
  models.set(key, known);
  known.catch(() => models.delete(key));
  return known;
}

function knownOn(alias: string, { registry }: ModelInfo): Known {
  const known = byDatabase.get(alias);
  if (known?.version === registry.version) return known;
  const made = { version: registry.version, keys: new Map(), models: new Map() };
  byDatabase.set(alias, made);
  return made;
}

async function findKey(info: ModelInfo, alias: string): Promise<unknown> {
  const names = { appLabel: info.appLabel, model: info.modelName };
  const [row] = await typesOn(info, alias).getOrCreate(names);
  return Reflect.get(row, "pk");
}

async function findModel(any: ModelInfo, key: unknown, alias: string) {
  const row = await typesOn(any, alias)
    .filter({ pk: key } as never)
    .first();
  if (!row) return undefined;
  const [appLabel, model] = ["appLabel", "model"].map((name) => String(Reflect.get(row, name)));
  return any.registry.get(`${appLabel}.${model}`);
}

function typesOn(info: ModelInfo, alias: string): AnySet {
  return (querySetOf(contentTypes(info).model) as unknown as AnySet).using(alias);
}
