/** Runs the chosen action on the chosen objects. Source: Django, `ModelAdmin.response_action`. */
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
 * Runs a submitted action.
 *
 * @param rows The list's rows on all pages.
 * @returns The response; `undefined` if there was nothing to do.
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

/** Returns the action beside the pressed button: there may be one above and one below the list. */
function nameSent(POST: QueryDict): string {
  const index = POST.get("index", "0");
  const at = /^\s*[-+]?\d+\s*$/.test(index) ? Number(index) : 0;
  const names = POST.getlist("action");
  return names.at(at) ?? names.at(-1) ?? "";
}

function isChecked(value: string | undefined): boolean {
  return value !== undefined && !["", "0", "false", "False"].includes(value);
}

/** Parses keys, skipping invalid ones. */
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
