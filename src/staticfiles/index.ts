/**
 * `mkweb/staticfiles`: static files, found in apps, collected, hashed, compressed and served. See
 * docs/topics/static-files.md.
 */
export { collectStatic, type Collected, type CollectOptions } from "./collect.ts";
export {
  allStaticFiles,
  defaultIgnorePatterns,
  findStatic,
  staticFolders,
  type StaticFile,
  type StaticSettings,
} from "./finders.ts";
export { staticUrl } from "./static-url.ts";
export { createMediaHandler, type MediaSettings } from "./media.ts";
export { createStaticHandler, type StaticHandler } from "./handler.ts";
export { createRootHandler } from "./root-handler.ts";
