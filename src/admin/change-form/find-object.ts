/* oxlint-disable */
export function findObject(..._: any[]): any {
  throw new Error("findObject is being written");
}
