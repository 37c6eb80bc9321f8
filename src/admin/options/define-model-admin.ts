import type { AdminSite } from "../site/admin-site.ts";
import type { AdminModel } from "./base-model-admin.ts";
import type { Checked } from "./checked.ts";
import { InlineModelAdmin } from "./inline-model-admin.ts";
import { ModelAdmin } from "./model-admin.ts";
import type { AdminOptions, InlineOptions } from "./types.ts";

/** The class of a model's pages, to register or extend. */
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
 * Creates the class of a model's pages. Extend it to override methods.
 *
 * @param options Names must be fields of the model; unknown names do not compile.
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
 * Creates inline forms in a table, one per row.
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
 * Creates inline forms below each other, each laid out like a page's form.
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
