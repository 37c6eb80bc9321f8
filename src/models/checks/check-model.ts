import type { CheckMessage } from "../../conf/index.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { error } from "./message.ts";

/** Checks a model against its parent. */
export function checkModel(info: ModelInfo): readonly CheckMessage[] {
  const { label, name, parent, proxy, declaration } = info;
  const own = Object.entries(declaration.fields).filter(
    ([, field]) => !["reverse", "reverseOne"].includes(field.declaration.kind),
  );
  if (proxy && own.length > 0) {
    const message = `Proxy model '${name}' contains model fields.`;
    return [error(label, "models.E017", message)];
  }
  return own.flatMap(
    ([
      field,
      {
        declaration: { kind, primary },
      },
    ]) => {
      if (field === "id" && primary !== true) {
        const message =
          "'id' can only be used as a field name if the field also sets 'primary_key=True'.";
        return [error(label, "models.E004", message)];
      }
      if (!parent?.fields.has(field) || kind === "manyToMany") return [];
      const message = `The field '${field}' clashes with the field '${field}' from model '${parent.label}'.`;
      return [error(label, "models.E006", message)];
    },
  );
}
