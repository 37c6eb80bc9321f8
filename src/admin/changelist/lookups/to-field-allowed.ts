/** Decides whether a popup may return a field of an object. Source: Django, `ModelAdmin.to_field_allowed`. */
import { foreignKeysTo, infoOf } from "../../../models/index.ts";
import type { ModelAdmin } from "../../options/model-admin.ts";
import { partOf } from "./lookup-path.ts";

/** Allows the key, and fields by which a registered model or an inline refers to the objects. */
export function toFieldAllowed(admin: ModelAdmin, toField: string): boolean {
  const { opts, adminSite } = admin;
  const field = partOf(opts, toField)?.field;
  if (!field) return false;
  if (field === opts.primaryKey) return true;
  const referring = new Set(
    adminSite.modelAdmins.flatMap((each) => [
      each.opts.concrete,
      ...each.inlines.map((Inline) => infoOf(new Inline(each.model, adminSite).model).concrete),
    ]),
  );
  return foreignKeysTo(opts).some(
    ({ target, model }) => target === field && referring.has(model.concrete),
  );
}
