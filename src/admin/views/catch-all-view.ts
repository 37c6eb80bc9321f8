/* oxlint-disable */
export function catchAllView(..._: any[]): any {
  throw new Error("catchAllView is being written");
}
