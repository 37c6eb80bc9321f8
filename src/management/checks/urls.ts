import type { Check } from "../../conf/index.ts";
import { loadUrlconf } from "../../server/index.ts";
import { checkUrls as checkPatterns } from "../../urls/index.ts";

/** Loads the URL patterns and reports likely mistakes in them. */
export const checkUrls: Check = async ({ settings }) => {
  if (settings.ROOT_URLCONF === "") return [];
  const { resolver } = await loadUrlconf(settings);
  return checkPatterns(resolver.urlPatterns, { appendSlash: settings.APPEND_SLASH });
};
