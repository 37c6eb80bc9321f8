/**
 * The functions of `mkweb/server`. Each loads its implementation when called, because the first caller is
 * usually a process's entry point: Node caches the compiled code only of modules loaded after caching was
 * enabled.
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
 * Sets up a project: settings, apps, middleware, URLs, templates. Finds all mistakes in them here, rather
 * than at the first request.
 *
 * Node caches compiled code in the user's cache folder, unless NODE_COMPILE_CACHE names another or
 * NODE_DISABLE_COMPILE_CACHE is set.
 *
 * @param settings The settings, or the URL of the settings file. MKWEB_SETTINGS_MODULE, if set, overrides it.
 * @throws {ImproperlyConfigured} Something the settings name is missing or unusable.
 *
 * @example
 * const application = await getApplication(new URL("./settings.ts", import.meta.url));
 * const response = await application.fetch(new Request("http://localhost/polls/"));
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
 * It stops gracefully: it takes no new connections, sends `Connection: close` with the remaining answers, and
 * closes all connections at the latest after the grace period.
 *
 * @returns Once it is listening.
 * @throws {MkwebError} `MKWEB_PORT_IN_USE`, `MKWEB_CANNOT_LISTEN`.
 *
 * @example
 * const application = await getApplication(new URL("./settings.ts", import.meta.url));
 * const { url } = await serve(application, { port: 0 });
 */
export async function serve(application: Application, options?: ServeOptions): Promise<Serving> {
  const server = await import("./serve.ts");
  return server.serve(application, options);
}

/**
 * Checks that a server could listen before it is started, and chooses a port if any free one is requested.
 * For several processes that share the addresses.
 *
 * @param places As for {@link serve}.
 * @returns The addresses, for `binds` of {@link serve}.
 * @throws {MkwebError} `MKWEB_PORT_IN_USE`, `MKWEB_CANNOT_LISTEN`.
 *
 * @example
 * const binds = await reserve({ host: "127.0.0.1", port: 0 });
 */
export async function reserve(places?: Places): Promise<readonly Bind[]> {
  const all = await import("./places.ts");
  return all.reserve(places);
}

/**
 * Accepts connections for other processes to answer: see `connections` of {@link ServeOptions}.
 *
 * @param binds Addresses to listen on, from {@link reserve}.
 * @throws {MkwebError} `MKWEB_PORT_IN_USE`, `MKWEB_CANNOT_LISTEN`.
 *
 * @example
 * const entrance = await openEntrance(await reserve(), {
 *   onConnection: (socket) => void socket.end(),
 *   onError: console.error,
 * });
 * await entrance.close();
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
 * @throws {ImproperlyConfigured} ROOT_URLCONF names no module, or a module without patterns.
 *
 * @example
 * const urlconf = await loadUrlconf(settings);
 * const { viewName } = urlconf.resolve(request);
 */
export async function loadUrlconf(
  settings: Pick<Settings, "ROOT_URLCONF" | "BASE_DIR" | "FORCE_SCRIPT_NAME">,
): Promise<Urlconf> {
  const urlconf = await import("./urlconf.ts");
  return urlconf.loadUrlconf(settings);
}
