/**
 * What `mkweb/server` offers. Each loads what it is made of when it is called, for whoever asks first is an
 * entry point of a process: Node keeps the compiled code of what is loaded after it was told to.
 */
import { keepCompiledCode } from "../platform/index.ts";
import type { Settings } from "../conf/index.ts";
import type { Application, ApplicationOptions } from "./application.ts";
import type { Bind } from "./socket/bind.ts";
import type { Entrance, EntranceOptions } from "./entrance.ts";
import type { Places } from "./places.ts";
import type { ServeOptions, Serving } from "./serve.ts";
import type { Urlconf } from "./urlconf.ts";

/**
 * Puts a project together: settings, apps, middleware, URLs, templates. Everything that can be wrong
 * about them is found here and not at the first request.
 *
 * Code is compiled once: Node keeps it in the user's cache folder, unless NODE_COMPILE_CACHE names another
 * or NODE_DISABLE_COMPILE_CACHE is set.
 *
 * @param settings The settings, or the URL of the settings file. MKWEB_SETTINGS_MODULE, if set, names
 *   another file instead.
 * @throws {ImproperlyConfigured} What the settings name is missing or unusable.
 */
export async function getApplication(
  settings: Settings | URL,
  options?: ApplicationOptions,
): Promise<Application> {
  keepCompiledCode();
  const application = await import("./application.ts");
  return application.getApplication(settings, options);
}

/**
 * Serves an application over HTTP until it is told to stop.
 *
 * Then it is polite: no new connections, `Connection: close` on what is still answered, and the end of
 * every connection at the latest when the grace period is over.
 *
 * @returns Once it is listening.
 * @throws {MkwebError} `MKWEB_PORT_IN_USE`, `MKWEB_CANNOT_LISTEN`.
 */
export async function serve(application: Application, options?: ServeOptions): Promise<Serving> {
  const server = await import("./serve.ts");
  return server.serve(application, options);
}

/**
 * Sees whether a server could listen, before there is one, and chooses the port where any free one is asked for:
 * for several processes that are to share the places.
 *
 * @param places As for {@link serve}.
 * @returns The places, for `binds` of {@link serve}.
 * @throws {MkwebError} `MKWEB_PORT_IN_USE`, `MKWEB_CANNOT_LISTEN`.
 */
export async function reserve(places?: Places): Promise<readonly Bind[]> {
  const all = await import("./places.ts");
  return all.reserve(places);
}

/**
 * Accepts connections for other processes, which answer them: see `connections` of {@link ServeOptions}.
 *
 * @param binds Where to listen, as {@link reserve} gives it.
 * @throws {MkwebError} `MKWEB_PORT_IN_USE`, `MKWEB_CANNOT_LISTEN`.
 */
export async function openEntrance(
  binds: readonly Bind[],
  options: EntranceOptions,
): Promise<Entrance> {
  const entrance = await import("./entrance.ts");
  return entrance.openEntrance(binds, options);
}

/**
 * Loads ROOT_URLCONF and makes it the process's URLconf, which `reverse()` uses.
 *
 * @throws {ImproperlyConfigured} ROOT_URLCONF names nothing, or a module without patterns.
 */
export async function loadUrlconf(
  settings: Pick<Settings, "ROOT_URLCONF" | "BASE_DIR" | "FORCE_SCRIPT_NAME">,
): Promise<Urlconf> {
  const urlconf = await import("./urlconf.ts");
  return urlconf.loadUrlconf(settings);
}
