/** Does what was chosen with the chosen objects. Source: Django, `ModelAdmin.response_action`. */
import {
  HttpResponseBase,
  HttpResponseRedirect,
  type HttpRequest,
  type QueryDict,
} from "../../http/index.ts";
import { isIn } from "../../query/index.ts";
import type { AdminRows } from "../options/base-model-admin.ts";
import type { ModelAdmin } from "../options/model-admin.ts";
import { ACTION_CHECKBOX_NAME } from "./parameters.ts";

export const NOTHING_SELECTED =
  "Items must be selected in order to perform actions on them. No items have been changed.";

/**
 * Runs an action that was sent.
 *
 * @param rows The list's rows, of all pages.
 * @returns What is answered; nothing, if there was nothing to do.
 */
export async function responseAction(
  admin: ModelAdmin,
  request: HttpRequest,
  rows: AdminRows,
): Promise<HttpResponseBase | undefined> {
  const { POST } = request;
  const action = (await admin.getActions(request)).get(nameSent(POST));
  if (!action) {
    await admin.messageUser(request, "No action selected.", { level: "warning" });
    return undefined;
  }
  const selected = POST.getlist(ACTION_CHECKBOX_NAME);
  const isAcross = isChecked(POST.get("select_across"));
  if (selected.length === 0 && !isAcross) {
    await admin.messageUser(request, NOTHING_SELECTED, { level: "warning" });
    return undefined;
  }
  const chosen = isAcross ? rows : rows.filter({ pk: isIn(keysIn(admin, selected)) });
  const answer = await action.run(admin, request, chosen as never);
  return answer instanceof HttpResponseBase
    ? answer
    : new HttpResponseRedirect(request.getFullPath());
}

/** The action beside the button that was pressed: there may be one above the list and one below. */
function nameSent(POST: QueryDict): string {
  const index = POST.get("index", "0");
  const at = /^\s*[-+]?\d+\s*$/.test(index) ? Number(index) : 0;
  const names = POST.getlist("action");
  return names.at(at) ?? names.at(-1) ?? "";
}

function isChecked(value: string | undefined): boolean {
  return value !== undefined && !["", "0", "false", "False"].includes(value);
}

/** Keys that rows may have; what can be none is that of no row. */
function keysIn({ opts }: ModelAdmin, sent: readonly string[]): readonly unknown[] {
  const { type } = opts.primaryKey;
  return sent.flatMap((key) => {
    try {
      return [type.prepare(key)];
    } catch (error) {
      if (error instanceof TypeError) return [];
      throw error;
    }
  });
}
