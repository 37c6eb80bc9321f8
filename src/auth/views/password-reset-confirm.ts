/** Source: Django, `PasswordResetConfirmView`. */
import {
  HttpResponseRedirect,
  type HttpRequest,
  type HttpResponseBase,
  type View,
} from "../../http/index.ts";
import { resolveUrl } from "../../shortcuts/index.ts";
import { checkNewPassword, saveNewPassword, setPasswordForm } from "../forms/password-forms.ts";
import { login } from "../login.ts";
import { PasswordResetTokenGenerator } from "../tokens.ts";
import { FORM, guarded, showPage, type PageOptions } from "./page.ts";
import type { TokenGeneratorClass } from "./reset-mail.ts";
import { getUserModel, userInfo } from "../user-model.ts";
import type { AuthUser } from "../visitor.ts";
import { decodeUid } from "./uid.ts";

/** Where a session keeps the token of the link that was followed; Django's name. */
const INTERNAL_RESET_SESSION_TOKEN = "_password_reset_token";

export interface PasswordResetConfirmViewOptions extends PageOptions {
  /** Where to go afterwards: a path, or the name of a URL. Default `"password_reset_complete"`. */
  readonly successUrl?: string;
  /** Stands in the address in place of the token. Default `"set-password"`. */
  readonly resetUrlToken?: string;
  /** Log the user in at once. Default `false`. */
  readonly postResetLogin?: boolean;
  /** The name of the backend that lets the user in; needed where there are several. */
  readonly postResetLoginBackend?: string;
  /** Default {@link PasswordResetTokenGenerator}; the same as `passwordResetView`'s. */
  readonly tokenGenerator?: TokenGeneratorClass;
}

/** What the address of the page holds. */
export interface ResetLink {
  readonly uidb64: string;
  readonly token: string;
}

/**
 * The page that the link of a mail leads to, `registration/password_reset_confirm.html` by default, with
 * `form` and `validlink`. The token moves into the session at once and out of the address, which
 * others may come to see: in the history, in logs, by the Referer header.
 */
export function passwordResetConfirmView(
  options: PasswordResetConfirmViewOptions = {},
): View<ResetLink> {
  const { templateName = "registration/password_reset_confirm.html" } = options;
  const { title = "Enter new password", extraContext = {} } = options;
  const { resetUrlToken = "set-password", successUrl = "password_reset_complete" } = options;
  const { tokenGenerator: Generator = PasswordResetTokenGenerator } = options;

  return guarded<ResetLink>(FORM, async (request, { uidb64, token }): Promise<HttpResponseBase> => {
    const user = await userOf(uidb64);
    const tokens = new Generator(request.settings, request.now);
    const { session, settings } = request;

    if (token !== resetUrlToken && tokens.checkToken(user, token)) {
      session.set(INTERNAL_RESET_SESSION_TOKEN, token);
      return new HttpResponseRedirect(request.path.replace(token, () => resetUrlToken));
    }
    if (
      user === undefined ||
      token !== resetUrlToken ||
      !tokens.checkToken(user, session.get(INTERNAL_RESET_SESSION_TOKEN))
    ) {
      const page = { templateName, title: "Password reset unsuccessful", extraContext };
      return showPage(request, page, { form: null, validlink: false });
    }
    const data = request.method === "POST" ? request.POST : undefined;
    const form = await setPasswordForm(settings, user, data);
    await checkNewPassword(settings, form);
    if (form.isValid) {
      await saveNewPassword(settings, form);
      session.delete(INTERNAL_RESET_SESSION_TOKEN);
      if (options.postResetLogin) await enter(request, user, options.postResetLoginBackend);
      return new HttpResponseRedirect(resolveUrl(successUrl));
    }
    return showPage(request, { templateName, title, extraContext }, { form, validlink: true });
  });
}

/** The user whose key a link holds; `undefined` if nobody has it. */
async function userOf(uidb64: string): Promise<AuthUser | undefined> {
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

async function enter(
  request: HttpRequest,
  user: AuthUser,
  backend: string | undefined,
): Promise<void> {
  user.backend = backend;
  await login(request, user);
}
