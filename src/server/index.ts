/**
 * `mkweb/server`: answers requests with middleware, URLs and views, over Node's sockets and `fetch`. See
 * docs/topics/serve.md.
 */
export type {
  Application,
  ApplicationOptions,
  FetchClient,
  NodeListener,
  UpgradeListener,
} from "./application.ts";
export type { Bind } from "./socket/bind.ts";
export { getApplication, loadUrlconf, openEntrance, reserve, serve } from "./door.ts";
export type { Entrance, EntranceOptions } from "./entrance.ts";
export type { Places } from "./places.ts";
export type { ServeOptions, Serving } from "./serve.ts";
export type { HandedOver } from "./site.ts";
export type { Urlconf } from "./urlconf.ts";
export type { Observer } from "./watch/observer.ts";
