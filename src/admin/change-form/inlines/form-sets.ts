/** The form sets of a page. Source: Django, `ModelAdmin._create_formsets`. */
import type { HttpRequest } from "../../../http/index.ts";
import type { AdminRows } from "../../options/base-model-admin.ts";
import type { InlineModelAdmin } from "../../options/inline-model-admin.ts";
import type { ModelAdmin } from "../../options/model-admin.ts";
import {
  inlineFormSetOf,
  permissionsOf,
  type InlineFormSet,
  type InlinePermissions,
} from "./inline-forms.ts";

export interface PageFormSet {
  readonly inline: InlineModelAdmin;
  readonly formset: InlineFormSet;
  readonly may: InlinePermissions;
}

/**
 * @param instance The parent of the forms' objects: the object, or a new one.
 * @param object The object to change.
 */
export async function createFormSets(
  admin: ModelAdmin,
  request: HttpRequest,
  instance: object,
  object: object | undefined,
): Promise<readonly PageFormSet[]> {
  const isPost = request.method === "POST";
  const counts = new Map<string, number>();
  const made: PageFormSet[] = [];
  for (const inline of await admin.getInlineInstances(request, object)) {
    const may = await permissionsOf(inline, request, object);
    const Set = await inlineFormSetOf(inline, request, object, may);
    const name = Set.getDefaultPrefix();
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    const rows = inline.getQueryset(request);
    const formset = new Set({
      instance,
      prefix: count === 1 && name !== "" ? name : `${name}-${count}`,
      queryset: (await inline.hasViewOrChangePermission(request)) ? rows : none(rows),
      ...(isPost && {
        data: request.POST,
        files: request.FILES,
        saveAsNew: request.POST.has("_saveasnew"),
      }),
    });
    made.push({ inline, formset, may });
  }
  return made;
}

function none(rows: AdminRows): AdminRows {
  return rows.none();
}
