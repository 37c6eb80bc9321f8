/* oxlint-disable */
export function searchResults(..._: any[]): any {
  throw new Error("searchResults is being written");
}
