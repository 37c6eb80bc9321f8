import { lineOf, parseModule } from "../reading/module.ts";
import {
  importOf,
  importOfModule,
  entryOfMount,
  entryOfRedirect,
  isMounted,
  mountRefusal,
  urlpatterns,
  views,
  type Mount,
  type Step,
} from "./mount-steps.ts";
import { quoted } from "../writing/layout.ts";
import type { EditResult } from "../result.ts";
import { answersRoot, entryFor } from "./routes.ts";

/**
 * Mounts an app in the text of a urls.ts: imports its URL module and, if missing, `path` and `include`, and
 * adds `path(route, include(module))` to urlpatterns at a position where Django's order reaches it. Keeps
 * every other character. A mounted module stays unchanged. With `fromRoot`, the empty path redirects there
 * too, unless another entry may answer it.
 *
 * @param file The file's name in messages.
 * @throws {MkwebError} `MKWEB_URLS_NOT_EDITABLE` if urlpatterns is not a literal in one place, or another
 *   entry has the route.
 */
export function addMount(source: string, mount: Mount, file = "urls.ts"): EditResult {
  const route = quoted(mount.route, "'");
  const refuse = mountRefusal(mount, file);
  const module = parseModule(source, refuse);
  if (isMounted(module, mount, refuse)) {
    const message = `${file} already mounts ${quoted(mount.moduleSpecifier, "'")}.`;
    return { text: source, changed: false, message };
  }
  const patterns = urlpatterns(module, refuse);
  const rival = entryFor(module, patterns, mount.route);
  if (rival) throw refuse(`line ${lineOf(rival)} already has that route`);

  const leads = mount.fromRoot === true && !answersRoot(module, patterns);
  const all = leads ? [...steps(mount), ...redirectSteps(mount)] : steps(mount);
  const text = all.reduce((text, step) => step(text, refuse), source);
  const remark = leads ? ", and / leads there" : "";
  return { text, changed: true, message: `Mounted ${route} in ${file}${remark}.` };
}

function steps(mount: Mount): Step[] {
  return [importOf("include"), importOf("path"), importOfModule(mount), entryOfMount(mount)];
}

function redirectSteps(mount: Mount): Step[] {
  return [importOf("RedirectView", views), entryOfRedirect(mount)];
}
