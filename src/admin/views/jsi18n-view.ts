/* oxlint-disable */
export function jsi18nView(..._: any[]): any {
  throw new Error("jsi18nView is being written");
}
