import { existsSync } from "node:fs";
import {
  ImproperlyConfigured,
  loadNamed,
  splitNamed,
  toPath,
  type App,
  type Settings,
} from "../conf/index.ts";
import { getCache } from "../cache/index.ts";
import { getToken } from "../middleware/index.ts";
import { mediaUrl, storages, withSlashes } from "../files/index.ts";
import {
  Engine,
  Library,
  loadLibraries,
  type ContextProcessor,
  type ReverseOptions,
} from "../templates/index.ts";

/** The `{% url %}` of a project. */
export type Reverse = (viewName: string, options: ReverseOptions) => string;

/**
 * Creates the template engine of TEMPLATES; only its first entry counts.
 *
 * @throws {ImproperlyConfigured} A library or a context processor does not exist.
 */
export async function createEngine(
  settings: Settings,
  apps: readonly App[],
  { reverse, now }: { readonly reverse: Reverse; readonly now: () => number },
): Promise<Engine> {
  const { DIRS = [], APP_DIRS = false, OPTIONS = {} } = settings.TEMPLATES[0] ?? {};
  const own = DIRS.map((folder) => toPath(folder, settings.BASE_DIR));
  const theirs = APP_DIRS ? apps.map(({ root }) => new URL("templates/", root)) : [];
  const named = Object.entries(OPTIONS.libraries ?? {});
  const libraries = await Promise.all(
    named.map(async ([name, specifier]) => [name, await libraryOf(specifier, settings)] as const),
  );
  return new Engine({
    dirs: [...own, ...theirs.filter((folder) => existsSync(folder))],
    libraries: {
      ...(await loadLibraries(apps.map(({ root }) => root))),
      ...Object.fromEntries(libraries),
    },
    builtins: await Promise.all(
      (OPTIONS.builtins ?? []).map((specifier) => libraryOf(specifier, settings)),
    ),
    contextProcessors: await Promise.all(
      (OPTIONS.context_processors ?? []).map((each) => processorOf(each, settings)),
    ),
    autoescape: OPTIONS.autoescape ?? true,
    stringIfInvalid: OPTIONS.string_if_invalid ?? "",
    debug: OPTIONS.debug ?? settings.DEBUG,
    now,
    staticUrl: staticUrlOf(settings),
    staticPrefix: withSlashes(settings.STATIC_URL),
    mediaUrl: mediaUrl(settings),
    reverse,
    csrfToken: getToken,
    timeZone: settings.TIME_ZONE,
    useTz: settings.USE_TZ,
    languageCode: settings.LANGUAGE_CODE,
    useThousandSeparator: settings.USE_THOUSAND_SEPARATOR,
    caches: (name) => (Object.hasOwn(settings.CACHES, name) ? getCache(name, settings) : undefined),
  });
}

/**
 * As in Django: the storage of static files builds the URL if the app is installed; otherwise STATIC_URL is
 * the prefix.
 */
function staticUrlOf({
  INSTALLED_APPS,
  STATIC_URL,
  STORAGES,
}: Settings): string | ((path: string) => string) {
  if (!INSTALLED_APPS.includes("mkweb/staticfiles")) return withSlashes(STATIC_URL);
  const own = Object.hasOwn(STORAGES, "staticfiles") ? storages.get("staticfiles") : undefined;
  return (path) => (own ?? storages.get("staticfiles")).url(path);
}

function libraryOf(specifier: string, { BASE_DIR }: Settings): Promise<Library> {
  return loadNamed({
    specifier,
    exported: "register",
    baseDir: BASE_DIR,
    isWanted: (value) => value instanceof Library,
    refusal: (isThere) => (isThere ? noLibrary(specifier) : noModule(specifier)),
  });
}

function processorOf(name: string, { BASE_DIR }: Settings): Promise<ContextProcessor> {
  const { specifier, exported } = splitNamed(name);
  return loadNamed({
    specifier,
    exported,
    baseDir: BASE_DIR,
    isWanted: isProcessor,
    refusal: (isThere) => (isThere ? noProcessor(specifier, exported) : noModule(specifier)),
  });
}

function isProcessor(value: unknown): value is ContextProcessor {
  return typeof value === "function";
}

function noModule(specifier: string): ImproperlyConfigured {
  return new ImproperlyConfigured(`TEMPLATES: no module named '${specifier}'.`, {
    hint: "Write a path below the project's folder, or an installed package's name.",
  });
}

function noLibrary(specifier: string): ImproperlyConfigured {
  return new ImproperlyConfigured(`TEMPLATES: '${specifier}' exports no template library.`, {
    hint: "Write `export const register = new Library();` in it, from mkweb/templates.",
  });
}

function noProcessor(file: string, name: string): ImproperlyConfigured {
  return new ImproperlyConfigured(`TEMPLATES: '${file}' exports no context processor '${name}'.`, {
    hint: "Name it as module#export: myproject/context.ts#company.",
  });
}
