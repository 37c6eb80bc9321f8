export type {
  Application,
  ApplicationOptions,
  NodeListener,
  Observer,
  UpgradeListener,
} from "./application.ts";
export { getApplication, loadUrlconf, serve } from "./door.ts";
export type { ServeOptions, Serving } from "./serve.ts";
export type { Urlconf } from "./urlconf.ts";
