/** `mkweb/auth/views`: the pages of accounts, each made with options of the project's own. */
export { loginView, type LoginViewOptions } from "./login.ts";
export { logoutThenLogin, logoutView, type LogoutViewOptions } from "./logout.ts";
export type { PageOptions } from "./page.ts";
export type { RedirectOptions } from "./redirect-target.ts";
