/* oxlint-disable */
export function deleteView(..._: any[]): any {
  throw new Error("deleteView is being written");
}
