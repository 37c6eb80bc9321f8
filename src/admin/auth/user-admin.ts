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
 * The pages of users. A model of users of a project's own extends it and says what else there is.
 *
 * @example
 * class MemberAdmin extends UserAdmin {
 *   override fieldsets = [...UserAdmin.fieldsets, ["Membership", { fields: ["nickname"] }]] as const;
 * }
 * admin.register(Member, MemberAdmin);
 */
// oxlint-disable-next-line typescript/no-explicit-any -- whatever model of users
export class UserAdmin extends ModelAdmin<any> {
  /** Of the page where a user is changed. */
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
  /** Of the page where a user is added. */
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

  /** Nobody asks for passwords, not even for how they begin. */
  override async lookupAllowed(
    lookup: string,
    value: unknown,
    request: HttpRequest,
  ): Promise<boolean> {
    return !lookup.startsWith("password") && super.lookupAllowed(lookup, value, request);
  }

  /**
   * Who could add users and not change them could still add a superuser, and so change everybody;
   * a copy of a user is one that is added.
   *
   * @throws {PermissionDenied} The visitor may not change users.
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

  /** The page where a user's password is set by somebody else, at `<id>/password/`. */
  async userChangePassword(request: HttpRequest, id: string): Response {
    const { userChangePassword } = await import("./change-password-view.ts");
    return userChangePassword(this, request, id);
  }

  /** "Save" leads to the new user's page, where there is more to say of them. */
  override async responseAdd(request: HttpRequest, object: object, to?: string): Response {
    const { POST } = request;
    if (!POST.has("_addanother") && !POST.has("_popup")) {
      request.POST = POST.copy();
      request.POST.set("_continue", "1");
    }
    return super.responseAdd(request, object, to);
  }
}
