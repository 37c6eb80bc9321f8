import { checkRegistry } from "../../conf/index.ts";
import { checkCsrfFailureView } from "./csrf-failure-view.ts";
import { checkFiles } from "./files.ts";
import { checkLogging } from "./logging.ts";
import { checkModels } from "./models.ts";
import { checkRateLimits } from "./rate-limits.ts";
import { checkSecurity } from "./security.ts";
import { checkStaticRoot } from "./static-root.ts";
import { checkUrls } from "./urls.ts";

let registered = false;

/** Registers mkweb's own checks, once. */
export function registerBuiltinChecks(): void {
  if (registered) return;
  registered = true;
  const registry = checkRegistry();
  registry.register(checkFiles, { tags: ["files"] });
  registry.register(checkLogging, { tags: ["logging"] });
  registry.register(checkModels, { tags: ["models"] });
  registry.register(checkUrls, { tags: ["urls"] });
  registry.register(checkCsrfFailureView, { tags: ["security"] });
  registry.register(checkRateLimits, { tags: ["security"] });
  registry.register(checkSecurity, { tags: ["security"], deploy: true });
  registry.register(checkStaticRoot, { tags: ["staticfiles"], deploy: true });
}
