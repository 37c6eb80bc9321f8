/* oxlint-disable */
export function actionsFor(..._: any[]): any {
  throw new Error("actionsFor is being written");
}
