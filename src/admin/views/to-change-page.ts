/* oxlint-disable */
export function toChangePage(..._: any[]): any {
  throw new Error("toChangePage is being written");
}
