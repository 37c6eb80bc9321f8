import { ReferenceKind, type EntityProperty, type EntitySchema } from "@mikro-orm/core";
import type { CheckMessage } from "../../conf/index.ts";
import { schemaOf } from "../definitions.ts";
import type { CheckedModel } from "./check-models.ts";

/** Whether a relation points to a model there is, and what its `onDelete` needs. */
export function checkRelation(
  model: CheckedModel,
  name: string,
  property: EntityProperty,
  models: readonly CheckedModel[],
): readonly CheckMessage[] {
  const { kind, entity } = property;
  if (!kind || !entity) return [];
  const object = `${model.label}.${name}`;
  const target = typeof entity === "function" ? Reflect.apply(entity, undefined, []) : entity;
  const schema = schemaOf(target);
  const other = models.find((each) => each.schema === schema);
  if (!other) return [missingTarget(object, target)];
  if (kind === ReferenceKind.ONE_TO_MANY) return checkReverse(model, object, property, other);
  const { deleteRule, nullable } = property;
  if (deleteRule === "set null" && nullable !== true) {
    return [
      {
        level: "ERROR",
        id: "fields.E320",
        message: "Field specifies on_delete=SET_NULL, but cannot be null.",
        hint: "Add .nullable() to the field, or change the on_delete rule.",
        object,
      },
    ];
  }
  if (deleteRule === "set default" && property.default === undefined) {
    return [
      {
        level: "ERROR",
        id: "fields.E321",
        message: "Field specifies on_delete=SET_DEFAULT, but has no default value.",
        hint: "Set a default value, or change the on_delete rule.",
        object,
      },
    ];
  }
  return [];
}

function missingTarget(object: string, target: unknown): CheckMessage {
  const name = typeof target === "function" ? target.name : String(target);
  return {
    level: "ERROR",
    id: "fields.E300",
    message: `Field defines a relation with model '${name}', which is either not installed, or is abstract.`,
    hint: "Export the model from the models.ts of an app of INSTALLED_APPS.",
    object,
  };
}

/** A reverse field must be the other side of one field, and that field's only one. */
function checkReverse(
  model: CheckedModel,
  object: string,
  { mappedBy: field }: EntityProperty,
  other: CheckedModel,
): readonly CheckMessage[] {
  const back = other.fields[field];
  const pointsHere = back !== undefined && schemaOfTarget(back) === model.schema;
  if (!pointsHere) {
    return [
      {
        level: "ERROR",
        id: "mkweb.E003",
        message: `${other.label} has no field '${field}' that points to ${model.label}.`,
        hint: 'Name the foreign key of the other model: fields.reverse(Choice, "question").',
        object,
      },
    ];
  }
  const same = Object.entries(model.fields).find(
    ([, each]) =>
      each.kind === ReferenceKind.ONE_TO_MANY &&
      each.mappedBy === field &&
      schemaOfTarget(each) === other.schema,
  );
  const [first = ""] = same ?? [];
  if (`${model.label}.${first}` === object) return [];
  return [
    {
      level: "ERROR",
      id: "fields.E304",
      message: `Reverse accessor '${object}' for '${other.label}.${field}' clashes with reverse accessor '${model.label}.${first}'.`,
      hint: "Remove one of the two.",
      object,
    },
  ];
}

function schemaOfTarget({ entity }: EntityProperty): EntitySchema | undefined {
  return schemaOf(typeof entity === "function" ? Reflect.apply(entity, undefined, []) : entity);
}
