/* oxlint-disable */
export function loginView(..._: any[]): any {
  throw new Error("loginView is being written");
}
export function logoutView(..._: any[]): any {
  throw new Error("logoutView is being written");
}
