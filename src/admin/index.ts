/** `mkweb/admin`: pages to manage the objects of models. See docs/topics/admin.md. */
export { AllValuesFieldListFilter } from "./changelist/filters/all-values-field-list-filter.ts";
export { BooleanFieldListFilter } from "./changelist/filters/boolean-field-list-filter.ts";
export { ChoicesFieldListFilter } from "./changelist/filters/choices-field-list-filter.ts";
export { DateFieldListFilter } from "./changelist/filters/date-field-list-filter.ts";
export { EmptyFieldListFilter } from "./changelist/filters/empty-field-list-filter.ts";
export { FieldListFilter, type FilterLine } from "./changelist/filters/field-list-filter.ts";
export { registerListFilter, type FieldTest } from "./changelist/filters/registered.ts";
export { RelatedFieldListFilter } from "./changelist/filters/related-field-list-filter.ts";
export { RelatedOnlyFieldListFilter } from "./changelist/filters/related-only-field-list-filter.ts";
export { SimpleListFilter, type FilterLookups } from "./changelist/filters/simple-list-filter.ts";
export {
  ListFilter,
  type FieldListFilterClass,
  type FilterChoice,
  type FilteredList,
  type FilterParameters,
  type ListFilterClass,
  type SimpleListFilterClass,
} from "./changelist/list-filter.ts";
export type { AdminModel, AdminRows } from "./options/base-model-admin.ts";
export {
  defineModelAdmin,
  defineStackedInline,
  defineTabularInline,
  type InlineModelAdminClass,
  type ModelAdminClass,
} from "./options/define-model-admin.ts";
export type { Action, ActionPermission, Display } from "./options/display.ts";
export { InlineModelAdmin } from "./options/inline-model-admin.ts";
export { ModelAdmin } from "./options/model-admin.ts";
export type {
  AdminOptions,
  FieldLines,
  Fieldset,
  FilterSpec,
  InlineOptions,
} from "./options/types.ts";
export { AdminSite } from "./site/admin-site.ts";
export { register, site } from "./site/default-site.ts";
export { autodiscover } from "./site/discover.ts";
export { AlreadyRegistered, NotRegistered } from "./site/errors.ts";
