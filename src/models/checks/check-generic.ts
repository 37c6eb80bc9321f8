import type { CheckMessage } from "../../conf/index.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { error } from "./message.ts";

/** Checks the fields that generic foreign keys and generic relations need. */
export function checkGeneric(info: ModelInfo): readonly CheckMessage[] {
  return Object.entries(info.declaration.fields).flatMap(([name, { declaration }]) => {
    const object = `${info.label}.${name}`;
    if (declaration.kind === "genericForeignKey") {
      return checkFields(info, object, declaration.contentTypeField, declaration.objectIdField);
    }
    if (declaration.kind !== "genericRelation") return [];
    const other = info.registry.of(Object(declaration.to?.()));
    const leadsBack = Object.values(other?.declaration.fields ?? {}).some(
      (field) => field.declaration.kind === "genericForeignKey",
    );
    if (leadsBack) return [];
    const message = `The GenericRelation defines a relation with the model '${other?.label}', but that model does not have a GenericForeignKey.`;
    return [error(object, "contenttypes.E004", message)];
  });
}

function checkFields(
  info: ModelInfo,
  object: string,
  contentType = "contentType",
  objectId = "objectId",
): readonly CheckMessage[] {
  const found: CheckMessage[] = [];
  if (!info.fields.has(objectId)) {
    const message = `The GenericForeignKey object ID references the nonexistent field '${objectId}'.`;
    found.push(error(object, "contenttypes.E001", message));
  }
  const field = info.fields.get(contentType);
  if (!field) {
    const message = `The GenericForeignKey content type references the nonexistent field '${info.name}.${contentType}'.`;
    found.push(error(object, "contenttypes.E002", message));
  } else if (!field.related) {
    const message = `'${info.name}.${contentType}' is not a ForeignKey.`;
    const hint =
      "GenericForeignKeys must use a ForeignKey to 'contenttypes.ContentType' as the 'content_type' field.";
    found.push(error(object, "contenttypes.E003", message, hint));
  } else if (field.related.label !== "contenttypes.ContentType") {
    const message = `'${info.name}.${contentType}' is not a ForeignKey to 'contenttypes.ContentType'.`;
    const hint =
      "GenericForeignKeys must use a ForeignKey to 'contenttypes.ContentType' as the 'content_type' field.";
    found.push(error(object, "contenttypes.E004", message, hint));
  }
  return found;
}
