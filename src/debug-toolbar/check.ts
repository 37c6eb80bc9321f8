import type { Check, CheckMessage } from "../conf/index.ts";

const MIDDLEWARE = "mkweb/debug-toolbar/middleware";
const GZIP = "mkweb/middleware/gzip";

/** Reports what hides the toolbar, with the ids of Django's debug toolbar. Without DEBUG it is off anyway. */
export const checkToolbar: Check = ({ settings }) => {
  if (!settings.DEBUG) return [];
  const { MIDDLEWARE: chain, INTERNAL_IPS } = settings;
  const at = chain.indexOf(MIDDLEWARE);
  const found: CheckMessage[] = [];
  if (at === -1) {
    found.push({
      level: "WARNING",
      id: "debug_toolbar.W001",
      message: `${MIDDLEWARE} is missing from MIDDLEWARE.`,
      hint: `Add ${MIDDLEWARE} to MIDDLEWARE, as early as possible.`,
    });
  } else if (chain.indexOf(GZIP) > at) {
    found.push({
      level: "WARNING",
      id: "debug_toolbar.W003",
      message: `${MIDDLEWARE} comes before ${GZIP}, so it sees only compressed pages.`,
      hint: `Move ${MIDDLEWARE} after ${GZIP} in MIDDLEWARE.`,
    });
  }
  if (INTERNAL_IPS.length === 0) {
    found.push({
      level: "WARNING",
      id: "debug_toolbar.W010",
      message: "INTERNAL_IPS is empty, so nobody sees the debug toolbar.",
      hint: 'Write INTERNAL_IPS: ["127.0.0.1", "::1"] in your settings.',
    });
  }
  return found;
};
