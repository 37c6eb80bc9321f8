/* oxlint-disable */
export function responseAdd(..._: any[]): any {
  throw new Error("responseAdd is being written");
}
export function responseChange(..._: any[]): any {
  throw new Error("responseChange is being written");
}
export function responseDelete(..._: any[]): any {
  throw new Error("responseDelete is being written");
}
