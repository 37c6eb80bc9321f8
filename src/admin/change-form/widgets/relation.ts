/** A relation, as widgets need it. */
import type { ModelField } from "../../../forms/index.ts";
import type { FieldInfo, ModelInfo } from "../../../models/index.ts";
import { NoReverseMatch } from "../../../urls/index.ts";
import { nameInMarkup } from "../../names.ts";
import { adminUrl } from "../../site/admin-url.ts";
import type { AdminSite } from "../../site/admin-site.ts";

export interface Relation {
  readonly field: ModelField;
  readonly site: AdminSite;
  /** The related model. */
  readonly related: ModelInfo;
  /** The field that identifies its objects. */
  readonly target: FieldInfo;
}

export function relationOf(field: ModelField, site: AdminSite): Relation {
  const { related } = field;
  if (!related) throw new TypeError(`${field.label} is not a relation.`);
  const target = ("target" in field && isTarget(field, related) && field.target) || undefined;
  return { field, site, related, target: target ?? related.primaryKey };
}

/** For a many-to-many relation, `target` is a field of the through model. */
function isTarget(field: ModelField, related: ModelInfo): field is FieldInfo {
  return field.declaration.kind !== "manyToMany" && related !== undefined;
}

/** Returns the identifying field's name for `_to_field`: `code`. */
export function toFieldOf({ target }: Relation): string {
  return nameInMarkup(target.name);
}

/** Returns the URL of the related model's page; `undefined` if it is not registered. */
export function relatedUrl(
  { related, site }: Relation,
  page: "add" | "change" | "changelist" | "delete",
  ...args: readonly string[]
): string | undefined {
  try {
    return adminUrl(site, `${related.appLabel}_${related.modelName}_${page}`, ...args);
  } catch (error) {
    if (error instanceof NoReverseMatch) return undefined;
    throw error;
  }
}
