/** Source: Django, `PasswordResetConfirmView` in `contrib/auth/views.py`. */
import { ImproperlyConfigured } from "../../conf/index.ts";
import { HttpResponseRedirect, type HttpRequest, type HttpResponseBase } from "../../http/index.ts";
import { reverseLazy } from "../../urls/index.ts";
import {
  FormView,
  type Context,
  type FormClassFor,
  type FormKwargs,
  type Params,
  type SuccessUrl,
} from "../../views/index.ts";
import type { TokenGeneratorClass } from "../forms/password-reset-form.ts";
import { SetPasswordForm } from "../forms/set-password-form.ts";
import { login } from "../login.ts";
import { PasswordResetTokenGenerator } from "../tokens.ts";
import { decodeUid } from "../uid.ts";
import { getUserModel, userInfo } from "../users/user-model.ts";
import type { AuthUser } from "../users/visitor.ts";
import { guarded, PageMixin } from "./page.ts";

/** Session key of the followed link's token; Django's name. */
const INTERNAL_RESET_SESSION_TOKEN = "_password_reset_token";

/** Parameters of the page's URL. */
export type ResetLink = Params & { readonly uidb64: string; readonly token: string };

class PasswordResetConfirmPage extends PageMixin(FormView<SetPasswordForm>) {
  override formClass: FormClassFor<SetPasswordForm> | undefined = SetPasswordForm;
  override successUrl: SuccessUrl | undefined = reverseLazy("password_reset_complete");
  override templateName: string | undefined = "registration/password_reset_confirm.html";
  override title = "Enter new password";
  /** Log the user in immediately. Default `false`. */
  postResetLogin = false;
  /** Backend for that login; required if there are several. */
  postResetLoginBackend: string | undefined = undefined;
  /** Replaces the token in the URL. */
  resetUrlToken = "set-password";
  /** Must be the same as {@link PasswordResetView}'s. */
  tokenGenerator: TokenGeneratorClass = PasswordResetTokenGenerator;
  /** Whether the link is valid. */
  declare validlink: boolean;
  /** The user that the link names, if any. */
  declare user: AuthUser | undefined;

  override async dispatch(
    request: HttpRequest,
    params: Params,
    ...args: string[]
  ): Promise<HttpResponseBase> {
    const { uidb64, token } = params;
    if (typeof uidb64 !== "string" || typeof token !== "string") {
      throw new ImproperlyConfigured("The URL path must contain 'uidb64' and 'token' parameters.", {
        hint: 'Map the view to "reset/<uidb64>/<token>/".',
      });
    }
    this.user = await this.getUser(uidb64);
    const { session } = request;
    const tokens = new this.tokenGenerator(request.settings, request.now);
    const isOwn = token === this.resetUrlToken;
    if (!isOwn && tokens.checkToken(this.user, token)) {
      session.set(INTERNAL_RESET_SESSION_TOKEN, token);
      return new HttpResponseRedirect(request.path.replace(token, () => this.resetUrlToken));
    }
    this.validlink =
      isOwn && tokens.checkToken(this.user, session.get(INTERNAL_RESET_SESSION_TOKEN));
    return this.validlink
      ? super.dispatch(request, params, ...args)
      : this.renderToResponse(await this.getContextData());
  }

  override async get(request: HttpRequest, params: ResetLink, ...args: string[]) {
    return super.get(request, params, ...args);
  }

  /** Returns the user with the key in a link; `undefined` if there is none. */
  async getUser(uidb64: string): Promise<AuthUser | undefined> {
    const id = decodeUid(uidb64);
    if (id === undefined) return undefined;
    try {
      userInfo().primaryKey.type.prepare(id);
    } catch (error) {
      if (error instanceof TypeError || error instanceof RangeError) return undefined;
      throw error;
    }
    return getUserModel()
      .objects.filter({ pk: id } as never)
      .first();
  }

  override async getFormKwargs(): Promise<FormKwargs> {
    return { ...(await super.getFormKwargs()), user: this.user };
  }

  override async formValid(form: SetPasswordForm): Promise<HttpResponseBase> {
    const user = await form.save();
    const { session } = this.request;
    session.delete(INTERNAL_RESET_SESSION_TOKEN);
    if (this.postResetLogin) {
      user.backend = this.postResetLoginBackend;
      await login(this.request, user);
    }
    return super.formValid(form);
  }

  override async getContextData(extra: Context = {}): Promise<Context> {
    if (this.validlink) return { ...(await super.getContextData(extra)), validlink: true };
    const context = await super.getContextData({ ...extra, form: null });
    return { ...context, form: null, title: "Password reset unsuccessful", validlink: false };
  }
}

/**
 * The page that the mail's link opens, by default `registration/password_reset_confirm.html`, with `form` and
 * `validlink`. Moves the token from the URL into the session at once, as others may see URLs: in the history, in logs,
 * in the Referer header.
 */
export class PasswordResetConfirmView extends guarded(PasswordResetConfirmPage) {}
