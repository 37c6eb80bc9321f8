/* oxlint-disable */
export function lookupAllowed(..._: any[]): any {
  throw new Error("lookupAllowed is being written");
}
