export type {
  Application,
  ApplicationOptions,
  NodeListener,
  Observer,
  UpgradeListener,
} from "./application.ts";
export type { Bind } from "./bind.ts";
export { getApplication, loadUrlconf, reserve, serve } from "./door.ts";
export type { Places, ServeOptions, Serving } from "./serve.ts";
export type { Urlconf } from "./urlconf.ts";
