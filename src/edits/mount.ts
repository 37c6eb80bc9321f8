import { lineOf, parseModule } from "./module.ts";
import {
  importOf,
  importOfModule,
  entryOfMount,
  isMounted,
  mountRefusal,
  urlpatterns,
  type Mount,
  type Step,
} from "./mount-steps.ts";
import { quoted } from "./layout.ts";
import type { EditResult } from "./result.ts";
import { entryFor } from "./routes.ts";

/**
 * Mounts an app in the text of a urls.ts: imports its URL module and whatever of `path` and
 * `include` is missing, and adds `path(route, include(module))` to urlpatterns, where Django's
 * order reaches it. Keeps every other character. A module that is mounted already stays as it is.
 *
 * @param file What to call the file in messages.
 * @throws {MkwebError} `MKWEB_URLS_NOT_EDITABLE` if urlpatterns is not written out in one place, or
 *   another entry has the route.
 */
export function addMount(source: string, mount: Mount, file = "urls.ts"): EditResult {
  const route = quoted(mount.route, "'");
  const refuse = mountRefusal(mount, file);
  const module = parseModule(source, refuse);
  if (isMounted(module, mount, refuse)) {
    const message = `${file} mounts ${quoted(mount.moduleSpecifier, "'")} already.`;
    return { text: source, changed: false, message };
  }
  const rival = entryFor(module, urlpatterns(module, refuse), mount.route);
  if (rival) throw refuse(`line ${lineOf(rival)} has that route already`);

  const text = steps(mount).reduce((text, step) => step(text, refuse), source);
  return { text, changed: true, message: `Mounted ${route} in ${file}.` };
}

function steps(mount: Mount): Step[] {
  return [importOf("include"), importOf("path"), importOfModule(mount), entryOfMount(mount)];
}
