/* oxlint-disable */
export function indexView(..._: any[]): any {
  throw new Error("indexView is being written");
}
export function appIndexView(..._: any[]): any {
  throw new Error("appIndexView is being written");
}
