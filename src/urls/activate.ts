import { ImproperlyConfigured, resolveSpecifier, type Settings } from "../conf/index.ts";
import { getResolver, setScriptPrefix, setUrlconf } from "./active.ts";
import type { UrlEntry } from "./entries.ts";
import type { Resolver, RootUrlconf } from "./resolver.ts";

type UrlSettings = Pick<Settings, "ROOT_URLCONF" | "BASE_DIR" | "FORCE_SCRIPT_NAME">;

/**
 * Loads ROOT_URLCONF, makes it the process's URLconf and mounts the site below FORCE_SCRIPT_NAME. `reverse()`
 * uses both.
 *
 * @throws {ImproperlyConfigured} ROOT_URLCONF names no module, or a module without patterns.
 *
 * @example
 * await activateUrlconf(settings);
 * const url = reverse("polls:index");
 */
export async function activateUrlconf(settings: UrlSettings): Promise<Resolver> {
  const resolver = getResolver(await loadRoot(settings));
  setUrlconf(resolver);
  setScriptPrefix(settings.FORCE_SCRIPT_NAME ?? "/");
  return resolver;
}

async function loadRoot({
  ROOT_URLCONF,
  BASE_DIR,
}: UrlSettings): Promise<RootUrlconf | readonly UrlEntry[]> {
  if (ROOT_URLCONF === "") return [];
  const url = resolveSpecifier(ROOT_URLCONF, BASE_DIR);
  if (!url) {
    throw new ImproperlyConfigured(`ROOT_URLCONF: no module named '${ROOT_URLCONF}'.`, {
      hint: "Write a path below the project's folder: myproject/urls.ts.",
    });
  }
  return import(url.href);
}
