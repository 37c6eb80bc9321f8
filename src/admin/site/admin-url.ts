import { reverse } from "../../urls/index.ts";
import type { AdminSite } from "./admin-site.ts";

/**
 * Returns the URL of a page of a site: `adminUrl(site, "polls_question_change", quote(key))`.
 *
 * @param args Arguments of the URL in order; escape keys with `quote()`.
 * @throws {NoReverseMatch} If the site has no such page, or is not in the project's URLs.
 */
export function adminUrl(
  { name: currentApp }: Pick<AdminSite, "name">,
  name: string,
  ...args: readonly unknown[]
): string {
  return reverse(`admin:${name}`, { args, currentApp });
}
