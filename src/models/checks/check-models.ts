import type { CheckMessage } from "../../conf/index.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { checkField } from "./check-field.ts";
import { checkGeneric } from "./check-generic.ts";
import { checkManyToMany } from "./check-many-to-many.ts";
import { checkModel } from "./check-model.ts";
import { checkNames } from "./check-names.ts";
import { checkOptions } from "./check-options.ts";
import { checkForeignKey, isMissing, missingTarget } from "./check-relation.ts";
import { checkReverse } from "./check-reverse.ts";

/**
 * Finds mistakes in models. Uses Django's ids where it has one, otherwise `mkweb.E...`.
 *
 * @param models The models to check; they may refer to any model of their registry.
 */
export function checkModels(models: readonly ModelInfo[]): readonly CheckMessage[] {
  const missing = models.flatMap(missingTargets);
  // Relations to missing models cannot be checked further.
  if (missing.length > 0) return [...missing, ...models.flatMap((info) => checkPlain(info))];
  return [
    ...models.flatMap((info) => [
      ...checkPlain(info),
      ...checkRelations(info),
      ...checkOptions(info),
    ]),
    ...checkNames(models),
  ];
}

function checkPlain(info: ModelInfo): readonly CheckMessage[] {
  return Object.entries(info.declaration.fields).flatMap(([name, { declaration }]) =>
    checkField(info, name, declaration),
  );
}

function missingTargets(info: ModelInfo): readonly CheckMessage[] {
  return Object.entries(info.declaration.fields)
    .filter(([, { declaration }]) => isMissing(info, declaration))
    .map(([name, { declaration }]) => missingTarget(info, name, declaration));
}

function checkRelations(info: ModelInfo): readonly CheckMessage[] {
  const own = (field: FieldInfo): boolean => field.related !== undefined;
  return [
    ...checkModel(info),
    ...info.ownFields.filter(own).flatMap((field) => checkForeignKey(field)),
    ...info.manyToMany
      .filter(({ model }) => model === info)
      .flatMap((relation) => checkManyToMany(relation)),
    ...checkReverse(info),
    ...checkGeneric(info),
  ];
}
