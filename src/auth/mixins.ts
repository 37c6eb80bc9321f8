/** `mkweb/auth/mixins`: restricts access to class-based views. Source: Django, `contrib/auth/mixins.py`. */
import { ImproperlyConfigured } from "../conf/index.ts";
import {
  PermissionDenied,
  type HttpRequest,
  type HttpResponseBase,
  type MaybePromise,
} from "../http/index.ts";
import type { Mixin, Params, View, ViewClass } from "../views/index.ts";
// Declares `request.user` for modules that import only a mixin.
import "./current-user.ts";
import { REDIRECT_FIELD_NAME, toLogin } from "./login-required.ts";

export interface AccessMembers {
  /** A path or the name of a URL. Default: LOGIN_URL. */
  loginUrl: string | undefined;
  /** Message of a refusal. */
  permissionDeniedMessage: string;
  /** Answer 403 instead of asking for a login. Default `false`. */
  raiseException: boolean;
  /** Query parameter with the target after the login; `null` omits it. Default `"next"`. */
  redirectFieldName: string | null;
  getLoginUrl(): string;
  getPermissionDeniedMessage(): string;
  getRedirectFieldName(): string | null;
  /**
   * Redirects to the login page.
   *
   * @throws {PermissionDenied} If the visitor is logged in, or `raiseException` is set.
   */
  handleNoPermission(): MaybePromise<HttpResponseBase>;
}

export interface PermissionRequiredMembers extends AccessMembers {
  /** `"polls.add_question"`, or several that are all required. */
  permissionRequired: string | readonly string[] | undefined;
  /** @throws {ImproperlyConfigured} If the view names none. */
  getPermissionRequired(): readonly string[];
  hasPermission(): MaybePromise<boolean>;
}

export interface UserPassesTestMembers extends AccessMembers {
  /** Override it to decide whether `this.request.user` may see the view. */
  testFunc(): MaybePromise<boolean>;
}

/**
 * Adds the members that restricted views share.
 *
 * @example
 * class Drafts extends AccessMixin(ListView<Question>) {
 *   override model = Question;
 *   override raiseException = true;
 * }
 */
export function AccessMixin<B extends ViewClass>(Base: B): B & Mixin<AccessMembers> {
  class WithAccess extends (Base as unknown as Mixin<View>) implements AccessMembers {
    loginUrl: string | undefined = undefined;
    permissionDeniedMessage = "";
    raiseException = false;
    redirectFieldName: string | null = REDIRECT_FIELD_NAME;

    getLoginUrl(): string {
      const url = this.loginUrl ?? this.request.settings.LOGIN_URL;
      if (url) return url;
      const { name } = this.constructor;
      throw new ImproperlyConfigured(`${name} is missing the loginUrl.`, {
        hint: `Give ${name} a loginUrl, set LOGIN_URL, or override its getLoginUrl().`,
      });
    }

    getPermissionDeniedMessage(): string {
      return this.permissionDeniedMessage;
    }

    getRedirectFieldName(): string | null {
      return this.redirectFieldName;
    }

    handleNoPermission(): MaybePromise<HttpResponseBase> {
      if (this.raiseException || this.request.user.isAuthenticated) {
        throw new PermissionDenied(this.getPermissionDeniedMessage());
      }
      const redirectFieldName = this.getRedirectFieldName();
      return toLogin(this.request, { loginUrl: this.getLoginUrl(), redirectFieldName });
    }
  }
  return WithAccess as never;
}

/**
 * Restricts a view to logged-in users.
 *
 * @example
 * class Drafts extends LoginRequiredMixin(ListView<Question>) {
 *   override model = Question;
 * }
 */
export function LoginRequiredMixin<B extends ViewClass>(Base: B): B & Mixin<AccessMembers> {
  return guardedBy(Base, (view) => view.request.user.isAuthenticated) as never;
}

/**
 * Restricts a view to users with a permission.
 *
 * @example
 * class Adding extends PermissionRequiredMixin(TemplateView) {
 *   override permissionRequired = "polls.add_question";
 * }
 */
export function PermissionRequiredMixin<B extends ViewClass>(
  Base: B,
): B & Mixin<PermissionRequiredMembers> {
  const Guarded = guardedBy(Base, (view) =>
    (view as PermissionRequiredMembers & View).hasPermission(),
  );
  class WithPermission extends Guarded implements PermissionRequiredMembers {
    permissionRequired: string | readonly string[] | undefined = undefined;

    getPermissionRequired(): readonly string[] {
      const { permissionRequired: wanted } = this;
      if (wanted !== undefined) return typeof wanted === "string" ? [wanted] : wanted;
      const { name } = this.constructor;
      throw new ImproperlyConfigured(`${name} is missing the permissionRequired.`, {
        hint: `Give ${name} a permissionRequired, or override its getPermissionRequired().`,
      });
    }

    hasPermission(): MaybePromise<boolean> {
      return this.request.user.hasPerms(this.getPermissionRequired());
    }
  }
  return WithPermission as never;
}

/**
 * Restricts a view to users who pass its `testFunc()`.
 *
 * @example
 * class Staff extends UserPassesTestMixin(TemplateView) {
 *   override testFunc() {
 *     return this.request.user.isStaff;
 *   }
 * }
 */
export function UserPassesTestMixin<B extends ViewClass>(
  Base: B,
): B & Mixin<UserPassesTestMembers> {
  const Guarded = guardedBy(Base, (view) => (view as UserPassesTestMembers & View).testFunc());
  class WithTest extends Guarded implements UserPassesTestMembers {
    testFunc(): MaybePromise<boolean> {
      throw new ImproperlyConfigured(`${this.constructor.name} has no testFunc().`, {
        hint: "Write one that returns whether this.request.user may see the view.",
      });
    }
  }
  return WithTest as never;
}

type Guarded = View & AccessMembers;

/** Restricts a view to visitors who pass a test. */
function guardedBy(
  Base: ViewClass,
  passes: (view: Guarded) => MaybePromise<boolean>,
): Mixin<Guarded> {
  return class extends (AccessMixin(Base) as unknown as Mixin<Guarded>) {
    override async dispatch(
      request: HttpRequest,
      params: Params,
      ...args: string[]
    ): Promise<HttpResponseBase> {
      if (!(await passes(this))) return this.handleNoPermission();
      return super.dispatch(request, params, ...args);
    }
  };
}
