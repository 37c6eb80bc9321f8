/** Source: Django, `UserAdmin` in `contrib/auth/admin.py`. */
import type { AdminPasswordChangeForm } from "../../auth/forms/index.ts";
import type { AnyModelFormClass, ModelField } from "../../forms/index.ts";
import {
  Http404,
  PermissionDenied,
  type HttpRequest,
  type HttpResponseBase,
} from "../../http/index.ts";
import { path, type UrlEntry } from "../../urls/index.ts";
import type { AdminRows } from "../options/base-model-admin.ts";
import { ModelAdmin } from "../options/model-admin.ts";
import type { Fieldset, FilterSpec } from "../options/types.ts";
import { permissionsOf } from "./group-admin.ts";

type Context = Readonly<Record<string, unknown>>;
type Response = Promise<HttpResponseBase>;

/**
 * The admin pages of users. Extend it for your own user model and add its fields.
 *
 * @example
 * class MemberAdmin extends UserAdmin {
 *   override fieldsets = [...UserAdmin.fieldsets, ["Membership", { fields: ["nickname"] }]] as const;
 * }
 * admin.register(Member, MemberAdmin);
 */
// oxlint-disable-next-line typescript/no-explicit-any -- whatever model of users
export class UserAdmin extends ModelAdmin<any> {
  /** Layout of the page that changes a user. */
  static readonly fieldsets: readonly Fieldset[] = [
    [null, { fields: ["username", "password"] }],
    ["Personal info", { fields: ["firstName", "lastName", "email"] }],
    [
      "Permissions",
      { fields: ["isActive", "isStaff", "isSuperuser", "groups", "userPermissions"] },
    ],
    ["Important dates", { fields: ["lastLogin", "dateJoined"] }],
  ];
  override fieldsets: readonly Fieldset[] | undefined = UserAdmin.fieldsets;
  /** Layout of the page that adds a user. */
  addFieldsets: readonly Fieldset[] = [
    [null, { classes: ["wide"], fields: ["username", "usablePassword", "password1", "password2"] }],
  ];
  override addFormTemplate: string | undefined = "admin/auth/user/add_form.html";
  changeUserPasswordTemplate: string | undefined = undefined;
  /** Default: `UserChangeForm` of `mkweb/auth/forms`. */
  override form: AnyModelFormClass | undefined = undefined;
  /** Default: `AdminUserCreationForm`. */
  addForm: AnyModelFormClass | undefined = undefined;
  /** Default: `AdminPasswordChangeForm`. */
  changePasswordForm: typeof AdminPasswordChangeForm | undefined = undefined;
  override listDisplay: readonly string[] = [
    "username",
    "email",
    "firstName",
    "lastName",
    "isStaff",
  ];
  override listFilter: readonly FilterSpec[] = ["isStaff", "isSuperuser", "isActive", "groups"];
  override searchFields: readonly string[] = ["username", "firstName", "lastName", "email"];
  override ordering: readonly (string | object)[] | undefined = ["username"];
  override filterHorizontal: readonly string[] = ["groups", "userPermissions"];

  override getFieldQueryset(field: ModelField, request: HttpRequest): AdminRows | undefined {
    return field.name === "userPermissions"
      ? permissionsOf(field)
      : super.getFieldQueryset(field, request);
  }

  override async getFieldsets(request: HttpRequest, object?: object): Promise<readonly Fieldset[]> {
    return object ? super.getFieldsets(request, object) : this.addFieldsets;
  }

  override async getForm(
    request: HttpRequest,
    object?: object,
    options: { readonly change: boolean; readonly form?: AnyModelFormClass } = {
      change: object !== undefined,
    },
  ): Promise<AnyModelFormClass> {
    const { AdminUserCreationForm, UserChangeForm } = await import("../../auth/forms/index.ts");
    const form = object ? (this.form ?? UserChangeForm) : (this.addForm ?? AdminUserCreationForm);
    return super.getForm(request, object, {
      form,
      ...options,
    });
  }

  override getUrls(): readonly UrlEntry[] {
    const change = this.adminSite.adminView((request, { id = "" }) =>
      this.userChangePassword(request, id),
    );
    return [
      path("<id>/password/", change as never, { name: "auth_user_password_change" }),
      ...super.getUrls(),
    ];
  }

  /** Forbids lookups on passwords, which could reveal hashes. */
  override async lookupAllowed(
    lookup: string,
    value: unknown,
    request: HttpRequest,
  ): Promise<boolean> {
    return !lookup.startsWith("password") && super.lookupAllowed(lookup, value, request);
  }

  /**
   * Adding users requires the permission to change them: otherwise somebody could add a superuser and so change
   * everything. Saving a copy counts as adding.
   *
   * @throws {PermissionDenied} If the visitor may not change users.
   */
  override async changeformView(
    request: HttpRequest,
    objectId?: string,
    extra: Context = {},
  ): Response {
    const isAdded = objectId === undefined || request.POST.has("_saveasnew");
    if (isAdded && !(await this.hasChangePermission(request))) {
      if (request.settings.DEBUG && (await this.hasAddPermission(request))) {
        throw new Http404(
          'Your user does not have the "Change user" permission. In order to add users, your user account must have both the "Add user" and "Change user" permissions set.',
        );
      }
      throw new PermissionDenied();
    }
    return super.changeformView(request, objectId, extra);
  }

  /** The page that sets a user's password, at `<id>/password/`. */
  async userChangePassword(request: HttpRequest, id: string): Response {
    const { userChangePassword } = await import("./change-password-view.ts");
    return userChangePassword(this, request, id);
  }

  /** "Save" opens the new user's page, to enter the other fields. */
  override async responseAdd(request: HttpRequest, object: object, to?: string): Response {
    const { POST } = request;
    if (!POST.has("_addanother") && !POST.has("_popup")) {
      request.POST = POST.copy();
      request.POST.set("_continue", "1");
    }
    return super.responseAdd(request, object, to);
  }
}
