export {
  getApplication,
  type Application,
  type ApplicationOptions,
  type NodeListener,
  type Observer,
} from "./application.ts";
export { serve, type ServeOptions, type Serving } from "./serve.ts";
export { loadUrlconf, type Urlconf } from "./urlconf.ts";
