/** `mkweb/debug-toolbar/middleware`: notes what each request does and puts it within reach of its page. */
import { MiddlewareNotUsed, type Middleware } from "../http/index.ts";

/** Left out without DEBUG, with everything it would load. */
const debugToolbar: Middleware = async (getResponse, { settings }) => {
  if (!settings.DEBUG) throw new MiddlewareNotUsed();
  const { createToolbar } = await import("./toolbar.ts");
  return createToolbar(getResponse, settings);
};

export default debugToolbar;
