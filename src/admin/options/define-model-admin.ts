import type { AdminSite } from "../site/admin-site.ts";
import type { AdminModel } from "./base-model-admin.ts";
import type { Checked } from "./checked.ts";
import { InlineModelAdmin } from "./inline-model-admin.ts";
import { ModelAdmin } from "./model-admin.ts";
import type { AdminOptions, InlineOptions } from "./types.ts";

/** The class of the pages of a model, to be registered or extended. */
export type ModelAdminClass<M extends object> = new (
  model: AdminModel<M>,
  site: AdminSite,
) => ModelAdmin<M>;

/** The class of a model's inline forms, for `inlines`. */
export type InlineModelAdminClass<M extends object> = new (
  parentModel: AdminModel<object>,
  site: AdminSite,
) => InlineModelAdmin<M>;

/**
 * Makes the class of a model's pages. Extend it to override its methods.
 *
 * @param options Names are the model's fields; one that it does not have does not compile.
 * @example
 * class QuestionAdmin extends defineModelAdmin(Question, {
 *   listDisplay: ["questionText", "pubDate", "wasPublishedRecently"],
 *   displays: { wasPublishedRecently: { boolean: true, ordering: "pubDate", description: "Published recently?" } },
 * }) {
 *   override hasDeletePermission() {
 *     return false;
 *   }
 * }
 * admin.register(Question, QuestionAdmin);
 */
export function defineModelAdmin<M extends object, const O extends AdminOptions<M>>(
  _model: AdminModel<M>,
  options: O & Checked<M, NoInfer<O>>,
): ModelAdminClass<M> {
  return class extends ModelAdmin<M> {
    constructor(model: AdminModel<M>, site: AdminSite) {
      super(model, site);
      Object.assign(this, options);
    }
  };
}

/**
 * Inline forms one below the other in a table, each a row.
 *
 * @example
 * class QuestionAdmin extends defineModelAdmin(Question, {
 *   inlines: [defineTabularInline(Choice, { extra: 3 })],
 * }) {}
 */
export function defineTabularInline<M extends object, const O extends InlineOptions<M>>(
  model: AdminModel<M>,
  options?: O & Checked<M, NoInfer<O>>,
): InlineModelAdminClass<M> {
  return inlineOf(model, { template: "admin/edit_inline/tabular.html", ...options });
}

/**
 * Inline forms one below the other, each with its fields as on a page of its own.
 *
 * @example
 * class QuestionAdmin extends defineModelAdmin(Question, {
 *   inlines: [defineStackedInline(Choice, { extra: 1 })],
 * }) {}
 */
export function defineStackedInline<M extends object, const O extends InlineOptions<M>>(
  model: AdminModel<M>,
  options?: O & Checked<M, NoInfer<O>>,
): InlineModelAdminClass<M> {
  return inlineOf(model, { template: "admin/edit_inline/stacked.html", ...options });
}

function inlineOf<M extends object>(
  model: AdminModel<M>,
  options: object,
): InlineModelAdminClass<M> {
  return class extends InlineModelAdmin<M> {
    constructor(parentModel: AdminModel<object>, site: AdminSite) {
      super(model, parentModel, site);
      Object.assign(this, options);
    }
  };
}
