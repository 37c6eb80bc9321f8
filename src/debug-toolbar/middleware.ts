/** `mkweb/debug-toolbar/middleware`: records what each request does and links it from the page. */
import { MiddlewareNotUsed, type Middleware } from "../http/index.ts";

/** Without DEBUG it is left out and loads nothing. */
const debugToolbar: Middleware = async (getResponse, { settings }) => {
  if (!settings.DEBUG) throw new MiddlewareNotUsed();
  const { createToolbar } = await import("./toolbar.ts");
  return createToolbar(getResponse, settings);
};

export default debugToolbar;
