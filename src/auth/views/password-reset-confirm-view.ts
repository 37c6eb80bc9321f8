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

/** Where a session keeps the token of the link that was followed; Django's name. */
const INTERNAL_RESET_SESSION_TOKEN = "_password_reset_token";

/** What the address of the page holds. */
export type ResetLink = Params & { readonly uidb64: string; readonly token: string };

class PasswordResetConfirmPage extends PageMixin(FormView<SetPasswordForm>) {
  override formClass: FormClassFor<SetPasswordForm> | undefined = SetPasswordForm;
  override successUrl: SuccessUrl | undefined = reverseLazy("password_reset_complete");
  override templateName: string | undefined = "registration/password_reset_confirm.html";
  override title = "Enter new password";
  /** Log the user in at once. Default `false`. */
  postResetLogin = false;
  /** The name of the backend that lets the user in; needed where there are several. */
  postResetLoginBackend: string | undefined = undefined;
  /** Stands in the address in place of the token. */
  resetUrlToken = "set-password";
  /** The same as {@link PasswordResetView}'s. */
  tokenGenerator: TokenGeneratorClass = PasswordResetTokenGenerator;
  /** Whether the link may set a password. */
  declare validlink: boolean;
  /** Whose password it is, if the link names anybody. */
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

  /** The user whose key a link holds; `undefined` if nobody has it. */
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
 * The page that the link of a mail leads to, `registration/password_reset_confirm.html` by default, with `form` and
 * `validlink`. The token moves into the session at once and out of the address, which others may come to see: in the
 * history, in logs, by the Referer header.
 */
export class PasswordResetConfirmView extends guarded(PasswordResetConfirmPage) {}
