import { infoOf } from "../meta/registry.ts";
import { refuseOthers } from "../queries/refuse-others.ts";
import type { RefreshOptions, SaveOptions } from "../types/model-object.ts";
import { saveObject } from "../writing/save.ts";
import { ModelBase } from "./model-base.ts";
import { refreshObject } from "./refresh.ts";
import { getRelated } from "./related-object.ts";

/** Methods of objects that use the database. */
const methods = {
  async save(this: ModelBase, options: SaveOptions = {}): Promise<ModelBase> {
    await saveObject(this, options);
    return this;
  },

  async refreshFromDb(this: ModelBase, options: RefreshOptions = {}): Promise<ModelBase> {
    await refreshObject(this, options);
    return this;
  },

  async load(this: ModelBase, ...names: readonly string[]): Promise<ModelBase> {
    for (const name of names) await loadPath(this, name.split("."));
    return this;
  },
};

async function loadPath(object: ModelBase, [name, ...rest]: readonly string[]): Promise<void> {
  if (name === undefined) return;
  const relation = infoOf(object.constructor).relations.get(name);
  if (!relation || relation.many) {
    throw new TypeError(
      `load(): ${object.constructor.name} has no relation '${name}' to one object.`,
    );
  }
  const related = await getRelated(object, name);
  if (related instanceof ModelBase) await loadPath(related, rest);
}

/** Adds methods to objects of all models. */
export function addMethods(named: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(named)) {
    // Prevents templates from calling them.
    Object.assign(Object(value), { altersData: true });
    Object.defineProperty(ModelBase.prototype, name, { value, writable: true, configurable: true });
  }
}

refuseOthers(methods, {
  save: {
    most: 1,
    options: ["updateFields", "forceInsert", "forceUpdate", "using"],
    later: true,
  },
  refreshFromDb: { most: 1, options: ["fields", "using"], later: true },
});
addMethods(methods);
