/** `mkweb/auth/forms`: account forms to use and extend. See docs/topics/auth-views.md. */
export { AdminPasswordChangeForm } from "./admin-password-change-form.ts";
export { AuthenticationForm, type AuthenticationFormOptions } from "./authentication-form.ts";
export type { SaveFormOptions } from "./new-password.ts";
export {
  PasswordResetForm,
  type PasswordResetSaveOptions,
  type ResetMail,
  type TokenGeneratorClass,
} from "./password-reset-form.ts";
export {
  ReadOnlyPasswordHashField,
  ReadOnlyPasswordHashWidget,
} from "./read-only-password-hash.ts";
export {
  PasswordChangeForm,
  SetPasswordForm,
  type SetPasswordFormOptions,
} from "./set-password-form.ts";
export {
  AdminUserCreationForm,
  BaseUserCreationForm,
  UserCreationForm,
} from "./user-creation-form.ts";
export { UserChangeForm } from "./user-change-form.ts";
export { UsernameField } from "./username-field.ts";
