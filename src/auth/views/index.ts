/** `mkweb/auth/views`: the account pages as classes to use and extend. See docs/topics/auth-views.md. */
export { LoginView } from "./login-view.ts";
export { LogoutView, logoutThenLogin } from "./logout-view.ts";
export { PageMixin, type PageMembers } from "./page.ts";
export { PasswordChangeDoneView, PasswordChangeView } from "./password-change-view.ts";
export { PasswordResetConfirmView, type ResetLink } from "./password-reset-confirm-view.ts";
export {
  PasswordResetCompleteView,
  PasswordResetDoneView,
  PasswordResetView,
} from "./password-reset-view.ts";
export { RedirectURLMixin, type RedirectURLMembers } from "./redirect-url-mixin.ts";
export { SignUpView } from "./sign-up-view.ts";
