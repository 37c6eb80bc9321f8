export { addInstalledApp, removeInstalledApp } from "./installed-apps.ts";
export { addMount } from "./mount.ts";
export type { Mount } from "./mount-steps.ts";
export type { EditResult } from "./result.ts";
export { removeMount } from "./unmount.ts";
