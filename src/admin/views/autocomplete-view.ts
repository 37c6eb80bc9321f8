/* oxlint-disable */
export function autocompleteView(..._: any[]): any {
  throw new Error("autocompleteView is being written");
}
