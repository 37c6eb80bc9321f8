export { collectStatic, type Collected, type CollectOptions } from "./collect.ts";
export {
  allStaticFiles,
  findStatic,
  staticFolders,
  type StaticFile,
  type StaticSettings,
} from "./finders.ts";
export { staticUrl, withSlashes } from "./url.ts";
export { createMediaHandler, type MediaSettings } from "./media.ts";
export { createStaticHandler, type StaticHandler } from "./handler.ts";
