/** `mkweb/auth`: users, authentication and permissions. See docs/topics/auth.md. */
export * from "./models.ts";
export { type AuthBackend, type AuthBackendFactory, type Credentials } from "./backend.ts";
export { getUser } from "./current-user.ts";
export type { PasswordHasher, PasswordSummary } from "./hashers/hasher.ts";
export { Argon2PasswordHasher } from "./hashers/argon2.ts";
export { BCryptPasswordHasher } from "./hashers/bcrypt-hasher.ts";
export { PBKDF2PasswordHasher } from "./hashers/pbkdf2-hasher.ts";
export { ScryptPasswordHasher } from "./hashers/scrypt.ts";
export { authenticate, login, logout, updateSessionAuthHash } from "./login.ts";
export {
  loginRequired,
  permissionRequired,
  REDIRECT_FIELD_NAME,
  redirectToLogin,
  userPassesTest,
  type LoginRequiredOptions,
  type PermissionRequiredOptions,
} from "./login-required.ts";
export {
  checkPassword,
  identifyHasher,
  isPasswordUsable,
  makePassword,
  type CheckOptions,
  type PasswordSettings,
} from "./password.ts";
export {
  passwordChanged,
  passwordValidatorsHelpTextHtml,
  passwordValidatorsHelpTexts,
  getDefaultPasswordValidators,
  validatePassword,
  type ValidationSettings,
} from "./password-validation.ts";
export type {
  PasswordOwner,
  PasswordValidator,
  PasswordValidatorFactory,
  ValidatorOptions,
} from "./validators/validator.ts";
export {
  userLoggedIn,
  userLoggedOut,
  userLoginFailed,
  type UserEvent,
  type UserLoggedOutEvent,
  type UserLoginFailedEvent,
} from "./signals.ts";
export { BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY } from "./stored-login.ts";
export { getUserModel, type UserClass } from "./users/user-model.ts";
export type { AnyUser, AuthUser, UserModel, Visitor } from "./users/visitor.ts";
export {
  asciiUsernameValidator,
  normalizeEmail,
  normalizeUsername,
  unicodeUsernameValidator,
  validateUsername,
} from "./users/user-names.ts";
