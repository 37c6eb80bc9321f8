/** `mkweb/admin`: pages to see and change the objects of models, for those who look after a site. */
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
