/** The inline forms that a visitor may see. Source: Django, `ModelAdmin.get_inline_instances`. */
import type { HttpRequest } from "../../../http/index.ts";
import type { InlineModelAdmin } from "../../options/inline-model-admin.ts";
import type { ModelAdmin } from "../../options/model-admin.ts";

export async function inlinesFor(
  admin: ModelAdmin,
  request: HttpRequest,
  object?: object,
): Promise<readonly InlineModelAdmin[]> {
  const inlines: InlineModelAdmin[] = [];
  for (const Inline of admin.getInlines(request, object)) {
    const inline: InlineModelAdmin = new Inline(admin.model, admin.adminSite);
    const mayAdd = await inline.hasAddPermission(request, object);
    const isSeen =
      mayAdd ||
      (await inline.hasViewOrChangePermission(request, object)) ||
      (await inline.hasDeletePermission(request, object));
    if (!isSeen) continue;
    if (!mayAdd) inline.maxNum = 0;
    inlines.push(inline);
  }
  return inlines;
}
