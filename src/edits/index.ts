export type { EditResult } from "./result.ts";
export { addInstalledApp, removeInstalledApp } from "./installed-apps.ts";
export { addMount, removeMount, type Mount } from "./mount.ts";
export { decodeSource } from "./decode.ts";
