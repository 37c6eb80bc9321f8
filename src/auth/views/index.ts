/** `mkweb/auth/views`: the pages of accounts, each made with options of the project's own. */
export { loginView, type LoginViewOptions } from "./login.ts";
export { logoutThenLogin, logoutView, type LogoutViewOptions } from "./logout.ts";
export type { PageOptions } from "./page.ts";
export {
  passwordChangeDoneView,
  passwordChangeView,
  type PasswordChangeViewOptions,
} from "./password-change.ts";
export {
  passwordResetConfirmView,
  type PasswordResetConfirmViewOptions,
  type ResetLink,
} from "./password-reset-confirm.ts";
export {
  passwordResetCompleteView,
  passwordResetDoneView,
  passwordResetView,
  type PasswordResetViewOptions,
} from "./password-reset.ts";
export type { RedirectOptions } from "./redirect-target.ts";
export type { ResetMailOptions, TokenGeneratorClass } from "./reset-mail.ts";
