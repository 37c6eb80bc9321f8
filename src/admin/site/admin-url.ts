import { reverse } from "../../urls/index.ts";
import type { AdminSite } from "./admin-site.ts";

/**
 * The address of a page of a site: `adminUrl(site, "polls_question_change", quote(key))`.
 *
 * @param args What the address holds, in order; keys of objects quoted by `quote()`.
 * @throws {NoReverseMatch} The site has no such page, or is not in the project's URLs.
 */
export function adminUrl(
  { name: currentApp }: Pick<AdminSite, "name">,
  name: string,
  ...args: readonly unknown[]
): string {
  return reverse(`admin:${name}`, { args, currentApp });
}
