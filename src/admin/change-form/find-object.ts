/** Finds the object in a URL. Source: Django, `ModelAdmin.get_object`. */
import type { HttpRequest } from "../../http/index.ts";
import { readForText, type FieldInfo } from "../../models/index.ts";
import { nameInMarkup } from "../names.ts";
import type { ModelAdmin } from "../options/model-admin.ts";

/** @param fromField The field's name in URLs. Default: the key. */
export async function findObject(
  admin: ModelAdmin,
  request: HttpRequest,
  objectId: string,
  fromField?: string,
): Promise<object | undefined> {
  const field = fromField === undefined ? admin.opts.primaryKey : fieldNamed(admin, fromField);
  if (!field || objectId.includes("\0")) return undefined;
  let key: unknown;
  try {
    key = field.type.prepare(objectId);
  } catch {
    // The text is not a valid key, so there is no such object.
    return undefined;
  }
  const rows = admin.getQueryset(request).filter({ [field.attribute]: key });
  const [object] = (await rows.limit(1)) as readonly object[];
  if (object) await readForText([object]);
  return object;
}

/** Returns a field of the model by its name in URLs. */
export function fieldNamed({ opts }: ModelAdmin, name: string): FieldInfo | undefined {
  if (name === "pk") return opts.primaryKey;
  return [...opts.fields.values()].find(
    (each) => nameInMarkup(each.name) === name || nameInMarkup(each.attribute) === name,
  );
}
