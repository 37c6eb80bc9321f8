/* oxlint-disable */
export function initialFromQuery(..._: any[]): any {
  throw new Error("initialFromQuery is being written");
}
