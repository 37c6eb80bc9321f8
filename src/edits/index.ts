export { addCode, type AddOptions, type NewCode } from "./add-code.ts";
export { addRoutes, readAppName, type NewRoutes } from "./add-routes.ts";
export { exportedClasses } from "./exported-classes.ts";
export {
  addInstalledApp,
  installedAppsIn,
  listedApps,
  removeInstalledApp,
  settingsRefusal,
} from "./installed-apps.ts";
export { readManageSettings } from "./manage.ts";
export { mergeImports, type ThreeTexts } from "./merge-imports.ts";
export { addMount } from "./mount.ts";
export { mountRefusal, type Mount } from "./mount-steps.ts";
export { refusal, type Refuse } from "./refusal.ts";
export { isReserved } from "./reserved-words.ts";
export { restyle, styleOf, type CodeStyle } from "./restyle.ts";
export type { EditResult } from "./result.ts";
export { hasDefaultExport, placeOfSetting, readTextSetting, type SettingPlace } from "./setting.ts";
export { removeMount } from "./unmount.ts";
export { textsIn, type TextInCode } from "./texts-in.ts";
export { unmountApp, type UnmountedApp } from "./unmount-app.ts";
