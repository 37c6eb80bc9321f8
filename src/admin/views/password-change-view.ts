/* oxlint-disable */
export function passwordChangeView(..._: any[]): any {
  throw new Error("passwordChangeView is being written");
}
export function passwordChangeDoneView(..._: any[]): any {
  throw new Error("passwordChangeDoneView is being written");
}
