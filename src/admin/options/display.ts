/** What a list's column or a read-only field shows. Source: Django, `admin.display`. */
import type { AdminRows } from "./base-model-admin.ts";
import type { HttpRequest, MaybePromise } from "../../http/index.ts";
import type { ModelAdmin } from "./model-admin.ts";

/** A column. Without `value` it shows the model's field, getter or method of that name. */
export interface Display<M = object> {
  /** Returns an object's value, or a promise of it. `null` and `""` are shown as {@link Display.emptyValue}. */
  readonly value?: ((object: M, admin: ModelAdmin) => unknown) | undefined;
  /** Title of the column. Default: the name in words. */
  readonly description?: string | undefined;
  /** What to order the list by when the title is clicked, prefixed with `-` for descending. Default: not sortable. */
  readonly ordering?: string | object | undefined;
  /** Whether to show the value as a yes, no or unknown icon. Default `false`. */
  readonly boolean?: boolean | undefined;
  /** Shown for empty values. Default: `emptyValueDisplay` of the class, `-`. */
  readonly emptyValue?: string | undefined;
}

/** Values for `permissions` of an action, besides the names of `has…Permission` methods of the class. */
export type ActionPermission = "add" | "change" | "delete" | "view" | (string & {});

/** An action on objects chosen in the list. Source: Django, `admin.action`. */
export interface Action<M = object> {
  /** Label; `%(verbose_name)s` and `%(verbose_name_plural)s` are replaced by the model's names. Default: the name in words. */
  readonly description?: string | undefined;
  /** One of these is required; `"change"` calls `hasChangePermission()`. Default: none, for everybody who sees the list. */
  readonly permissions?: readonly ActionPermission[] | undefined;
  /** @returns The response; `undefined` shows the list again. */
  run(
    admin: ModelAdmin<M & object>,
    request: HttpRequest,
    chosen: AdminRows,
  ): MaybePromise<unknown>;
}
