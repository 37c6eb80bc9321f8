import type { EntityProperty, EntitySchema } from "@mikro-orm/core";
import type { App, CheckMessage } from "../../conf/index.ts";
import { labelOf } from "../definitions.ts";
import { loadModels } from "../models.ts";
import { checkField } from "./check-field.ts";
import { checkNames } from "./check-names.ts";
import { checkOptions } from "./check-options.ts";
import { checkRelation } from "./check-relation.ts";

/** A model as it was declared, before MikroORM has seen it. */
export interface CheckedModel {
  /** `polls.Question`. */
  readonly label: string;
  readonly schema: EntitySchema;
  readonly fields: Readonly<Record<string, EntityProperty>>;
}

/** Mistakes in the models of apps, with Django's ids where Django has one, else `mkweb.E...`. */
export async function checkModels(apps: readonly App[]): Promise<readonly CheckMessage[]> {
  const loaded = await loadModels(apps);
  const models = loaded.flatMap(({ schemas }) => schemas.map(checkedModel));
  const perModel = models.flatMap((model) => [
    ...Object.entries(model.fields).flatMap(([name, property]) => [
      ...checkField(model, name, property),
      ...checkRelation(model, name, property, models),
    ]),
    ...checkOptions(model),
  ]);
  return [...perModel, ...checkNames(models)];
}

function checkedModel(schema: EntitySchema): CheckedModel {
  const { class: model, properties } = schema.meta;
  // Reading them runs the functions of relations, whose models are all loaded by now.
  return { label: labelOf(model), schema, fields: { ...properties } };
}
