import { quoted } from "../writing/layout.ts";
import { parseModule, type SourceModule } from "../reading/module.ts";
import {
  entryOfMount,
  entryOfRedirect,
  framework,
  importOf,
  importOfModule,
  isMounted,
  redirectIn,
  refusalWith,
  urlpatterns,
  usesModule,
  views,
  type Mount,
  type Step,
} from "./mount-steps.ts";
import { placeOfArray } from "../writing/place.ts";
import type { Refuse } from "../refusal.ts";
import { withoutModule, withoutName } from "../imports/remove-import.ts";
import { removals } from "../writing/remove-item.ts";
import type { EditResult } from "../result.ts";
import { deleteAll } from "../writing/splice.ts";

/**
 * Removes an app's mount from a urls.ts, with the redirect from the empty path, the import of its module if
 * nothing else uses it, and `path` and `include` if they are unused where `addMount` puts them. After
 * `addMount` it restores the previous text, character for character, except that a text whose last import was
 * an unused `path` or `include` loses that name.
 *
 * @param file The file's name in messages.
 * @throws {MkwebError} `MKWEB_URLS_NOT_EDITABLE` if the mount is not exactly one entry of urlpatterns.
 */
export function removeMount(source: string, mount: Mount, file = "urls.ts"): EditResult {
  const route = quoted(mount.route, "'");
  const refuse = refusalWith(mount, `unmount ${route} in ${file}`, "Delete");
  if (!isMounted(parseModule(source, refuse), mount, refuse)) {
    const message = `${file} does not mount ${quoted(mount.moduleSpecifier, "'")}.`;
    return { text: source, changed: false, message };
  }
  const text = undoSteps(mount).reduce((text, { ways, redo, isOurs }) => {
    const candidates = ways(parseModule(text, refuse), refuse);
    const restores = (each: string) => isResult(text, () => redo(each, refuse));
    return candidates.find(restores) ?? (isOurs ? candidates[0] : undefined) ?? text;
  }, source);
  return { text, changed: true, message: `Unmounted ${route} in ${file}.` };
}

/** The steps of a mount, reversed. */
interface UndoStep {
  /** The texts it may have started from. */
  readonly ways: (module: SourceModule, refuse: Refuse) => string[];
  readonly redo: Step;
  /** Whether to remove it even if someone else wrote it, in another form. */
  readonly isOurs: boolean;
}

function undoSteps(mount: Mount): UndoStep[] {
  return [
    {
      ways: (module, refuse) => withoutRedirect(module, mount, refuse),
      redo: entryOfRedirect(mount),
      isOurs: true,
    },
    {
      ways: (module) => withoutName(module, "RedirectView", views),
      redo: importOf("RedirectView", views),
      isOurs: false,
    },
    {
      ways: (module, refuse) => withoutEntry(module, mount, refuse),
      redo: entryOfMount(mount),
      isOurs: true,
    },
    {
      ways: (module) => withoutModule(module, mount.moduleSpecifier),
      redo: importOfModule(mount),
      isOurs: true,
    },
    {
      ways: (module) => withoutName(module, "path", framework),
      redo: importOf("path"),
      isOurs: false,
    },
    {
      ways: (module) => withoutName(module, "include", framework),
      redo: importOf("include"),
      isOurs: false,
    },
  ];
}

/** A redirect that only leads to the app is useless without it. */
function withoutRedirect(module: SourceModule, mount: Mount, refuse: Refuse): string[] {
  const array = urlpatterns(module, refuse);
  const index = redirectIn(module, array, mount.route);
  const ways = removals(module.source, placeOfArray(array), index);
  return ways.map((spans) => deleteAll(module.source, spans));
}

function withoutEntry(module: SourceModule, mount: Mount, refuse: Refuse): string[] {
  const { source } = module;
  const array = urlpatterns(module, refuse);
  const [index, ...others] = array.elements.flatMap((each, at) =>
    each && usesModule(module, each, mount.moduleSpecifier) ? [at] : [],
  );
  if (index === undefined) throw refuse("it is not an entry of the list literal");
  if (others.length > 0) throw refuse("the list contains it more than once");
  return removals(source, placeOfArray(array), index).map((spans) => deleteAll(source, spans));
}

function isResult(text: string, make: () => string): boolean {
  try {
    return make() === text;
  } catch {
    return false;
  }
}
