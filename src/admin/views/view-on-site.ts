/* oxlint-disable */
export function viewOnSite(..._: any[]): any {
  throw new Error("viewOnSite is being written");
}
