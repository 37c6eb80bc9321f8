/* oxlint-disable */
export function logChange(..._: any[]): any {
  throw new Error("logChange is being written");
}
export function logDeletions(..._: any[]): any {
  throw new Error("logDeletions is being written");
}
export const ADDITION = 1,
  CHANGE = 2,
  DELETION = 3;
