/* oxlint-disable */
export function historyView(..._: any[]): any {
  throw new Error("historyView is being written");
}
