/* oxlint-disable */
export function inlinesFor(..._: any[]): any {
  throw new Error("inlinesFor is being written");
}
