/** Source: Django, `GroupAdmin` in `contrib/auth/admin.py`. */
import type { HttpRequest } from "../../http/index.ts";
import { querySetOf } from "../../models/index.ts";
import type { ModelField } from "../../forms/index.ts";
import type { AdminRows } from "../options/base-model-admin.ts";
import { ModelAdmin } from "../options/model-admin.ts";

/** The admin pages of groups. */
// oxlint-disable-next-line typescript/no-explicit-any -- whatever model of groups
export class GroupAdmin extends ModelAdmin<any> {
  override searchFields: readonly string[] = ["name"];
  override ordering: readonly (string | object)[] | undefined = ["name"];
  override filterHorizontal: readonly string[] = ["permissions"];

  override getFieldQueryset(field: ModelField, request: HttpRequest): AdminRows | undefined {
    return field.name === "permissions"
      ? permissionsOf(field)
      : super.getFieldQueryset(field, request);
  }
}

/** Loads content types with the permissions, as their texts need them. */
export function permissionsOf(field: ModelField): AdminRows | undefined {
  const model = field.related?.model;
  return model && querySetOf(model).selectRelated("contentType" as never);
}
