/** What a column of the list, or a value that is only read, is made of. Source: Django, `admin.display`. */
import type { AdminRows } from "./base-model-admin.ts";
import type { HttpRequest, MaybePromise } from "../../http/index.ts";
import type { ModelAdmin } from "./model-admin.ts";

/** A column. Without `value` it is the model's field, getter or method of the same name. */
export interface Display<M = object> {
  /** What is shown of an object; may be a promise. `null` and `""` are shown as {@link Display.emptyValue}. */
  readonly value?: ((object: M, admin: ModelAdmin) => unknown) | undefined;
  /** The column's title. Default: the name in words. */
  readonly description?: string | undefined;
  /** What the list is ordered by when its title is chosen, `-` before it for descending. Default: it cannot be. */
  readonly ordering?: string | object | undefined;
  /** Whether the value is shown as yes, no or unknown. Default `false`. */
  readonly boolean?: boolean | undefined;
  /** Shown in place of a value that is empty. Default: `emptyValueDisplay` of the class, `-`. */
  readonly emptyValue?: string | undefined;
}

/** What `permissions` of an action can ask for besides names of `has…Permission` methods of the class. */
export type ActionPermission = "add" | "change" | "delete" | "view" | (string & {});

/** Something that is done with the objects chosen in the list. Source: Django, `admin.action`. */
export interface Action<M = object> {
  /** `%(verbose_name)s` and `%(verbose_name_plural)s` stand for the model's. Default: the name in words. */
  readonly description?: string | undefined;
  /** Who may: those for whom one of these holds. `"change"` asks `hasChangePermission()`. Default: everybody who sees the list. */
  readonly permissions?: readonly ActionPermission[] | undefined;
  /** @returns What is answered; nothing: the list again. */
  run(
    admin: ModelAdmin<M & object>,
    request: HttpRequest,
    chosen: AdminRows,
  ): MaybePromise<unknown>;
}
