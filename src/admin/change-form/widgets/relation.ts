/** What widgets need to know of the relation that they are about. */
import type { ModelField } from "../../../forms/index.ts";
import type { FieldInfo, ModelInfo } from "../../../models/index.ts";
import { NoReverseMatch } from "../../../urls/index.ts";
import { nameInMarkup } from "../../names.ts";
import { adminUrl } from "../../site/admin-url.ts";
import type { AdminSite } from "../../site/admin-site.ts";

export interface Relation {
  readonly field: ModelField;
  readonly site: AdminSite;
  /** The model at the other end. */
  readonly related: ModelInfo;
  /** The field by which its objects are named. */
  readonly target: FieldInfo;
}

export function relationOf(field: ModelField, site: AdminSite): Relation {
  const { related } = field;
  if (!related) throw new TypeError(`${field.label} is no relation.`);
  const target = ("target" in field && isTarget(field, related) && field.target) || undefined;
  return { field, site, related, target: target ?? related.primaryKey };
}

/** Of a many-to-many relation `target` is a field of the rows between. */
function isTarget(field: ModelField, related: ModelInfo): field is FieldInfo {
  return field.declaration.kind !== "manyToMany" && related !== undefined;
}

/** `code`: what `_to_field` calls the field by which objects are named. */
export function toFieldOf({ target }: Relation): string {
  return nameInMarkup(target.name);
}

/** The address of a page of the related model; none if it has no pages. */
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
