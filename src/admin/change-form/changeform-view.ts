/* oxlint-disable */
export function changeformView(..._: any[]): any {
  throw new Error("changeformView is being written");
}
