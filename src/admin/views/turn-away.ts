/* oxlint-disable */
export function turnAway(..._: any[]): any {
  throw new Error("turnAway is being written");
}
