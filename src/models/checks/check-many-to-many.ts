import type { CheckMessage } from "../../conf/index.ts";
import type { ManyToManyInfo } from "../meta/many-to-many.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { error, warning } from "./message.ts";

/** Checks a many-to-many relation and its through model. */
export function checkManyToMany(relation: ManyToManyInfo): readonly CheckMessage[] {
  const { label, declaration } = relation;
  const found: CheckMessage[] = [];
  if (declaration.nullable === true) {
    found.push(warning(label, "fields.W340", "null has no effect on ManyToManyField."));
  }
  if (declaration.validators !== undefined) {
    found.push(warning(label, "fields.W341", "ManyToManyField does not support validators."));
  }
  if (declaration.through && declaration.dbTable !== undefined) {
    const message =
      "The field specifies both 'through' and 'dbTable'; the rows between are in the table of 'through'.";
    found.push(error(label, "fields.E340", message));
  }
  return [...found, ...checkThrough(relation)];
}

function checkThrough(relation: ManyToManyInfo): readonly CheckMessage[] {
  const { label, model, related, declaration } = relation;
  if (!declaration.through) return [];
  const { through } = relation;
  const isSelf = model.concrete === related.concrete;
  if (declaration.throughFields) {
    return declaration.throughFields
      .filter((name) => !through.fields.get(name)?.related)
      .map((name) => {
        const message = `The intermediary model '${through.label}' has no foreign key '${name}'.`;
        return error(
          label,
          "fields.E338",
          message,
          "Name foreign keys of the model in throughFields.",
        );
      });
  }
  const here = keysTo(through, model);
  const there = keysTo(through, related);
  const [first, last] = isSelf ? [2, 2] : [1, 1];
  if (here < 1 || there < (isSelf ? 2 : 1)) {
    const names = isSelf
      ? `two foreign keys to '${model.name}'`
      : `a foreign key to '${model.name}' and to '${related.name}'`;
    const message = `The model is used as an intermediate model by '${label}', but it does not have ${names}.`;
    return [error(through.label, "fields.E333", message)];
  }
  if (here <= first && there <= last) return [];
  const [id, to] = here > first ? ["fields.E334", model.name] : ["fields.E335", related.name];
  const message = `The model is used as an intermediate model by '${label}', but it has more than one foreign key to '${to}', which is ambiguous.`;
  const hint = "Say which to use with throughFields.";
  return [error(through.label, isSelf ? "fields.E333" : id, message, hint)];
}

function keysTo(through: ModelInfo, info: ModelInfo): number {
  return [...through.fields.values()].filter(({ related }) => related?.concrete === info.concrete)
    .length;
}
