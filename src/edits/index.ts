/** Edits code that people have written: adds or removes an import, a setting or a route. Works on texts only. */
export { addCode, type AddOptions, type NewCode } from "./add-code.ts";
export { addRoutes, readAppName, type NewRoutes } from "./urls/add-routes.ts";
export { exportedClasses } from "./exported-classes.ts";
export {
  addInstalledApp,
  installedAppsIn,
  listedApps,
  removeInstalledApp,
  settingsRefusal,
} from "./settings/installed-apps.ts";
export { readManageSettings } from "./settings/manage.ts";
export { mergeImports, type ThreeTexts } from "./imports/merge-imports.ts";
export { addMount } from "./urls/mount.ts";
export { mountRefusal, type Mount } from "./urls/mount-steps.ts";
export { refusal, type Refuse } from "./refusal.ts";
export { isReserved } from "./imports/reserved-words.ts";
export { restyle, styleOf, type CodeStyle } from "./writing/restyle.ts";
export type { EditResult } from "./result.ts";
export {
  hasDefaultExport,
  placeOfSetting,
  readTextSetting,
  type SettingPlace,
} from "./settings/setting.ts";
export { removeMount } from "./urls/unmount.ts";
export { textsIn, type TextInCode } from "./texts-in.ts";
export { unmountApp, type UnmountedApp } from "./urls/unmount-app.ts";
