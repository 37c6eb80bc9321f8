/* oxlint-disable */
export function eachContext(..._: any[]): any {
  throw new Error("eachContext is being written");
}
