/** Responses after saving or deleting. Source: Django, `ModelAdmin.response_add` and related methods. */
import { HttpResponseRedirect, type HttpRequest, type HttpResponseBase } from "../../http/index.ts";
import { pythonJson } from "../../query/index.ts";
import { render } from "../../shortcuts/index.ts";
import { formatHtml, textOf, type SafeString } from "../../templates/index.ts";
import type { ModelAdmin } from "../options/model-admin.ts";
import { fieldNamed } from "./find-object.ts";
import { indexUrl, pageUrl, templatesOf } from "./page.ts";
import { ownQuery, withFilters } from "./request-state.ts";
import { IS_POPUP_VAR, TO_FIELD_VAR } from "../changelist/parameters.ts";

type Response = Promise<HttpResponseBase>;

/** @param to Target of "Save and continue editing". Default: the object's page. */
export async function responseAdd(
  admin: ModelAdmin,
  request: HttpRequest,
  object: object,
  to?: string,
): Response {
  const { POST } = request;
  if (POST.has(IS_POPUP_VAR)) {
    return popupResponse(admin, request, {
      value: keyOf(admin, request, object),
      obj: textOf(object),
    });
  }
  const mayChange = await admin.hasChangePermission(request, object);
  const url = pageUrl(admin, "change", Reflect.get(object, "pk"));
  const named = mayChange ? linkTo(url, object) : textOf(object);
  const filters = await admin.getPreservedFilters(request);
  const own = ownQuery(request);
  const goesOn = POST.has("_saveasnew") && admin.saveAsContinue && mayChange;
  if (POST.has("_continue") || goesOn) {
    await say(admin, request, named, "added", mayChange ? " You may edit it again below." : "");
    return new HttpResponseRedirect(withFilters(filters, to ?? url, { own }));
  }
  if (POST.has("_addanother")) {
    await say(admin, request, named, "added", anotherOf(admin));
    return new HttpResponseRedirect(withFilters(filters, request.path, { own }));
  }
  await say(admin, request, named, "added", "");
  return toList(admin, request);
}

export async function responseChange(
  admin: ModelAdmin,
  request: HttpRequest,
  object: object,
): Response {
  const { POST } = request;
  if (POST.has(IS_POPUP_VAR)) {
    return popupResponse(admin, request, {
      action: "change",
      value: textOf(request.resolverMatch?.kwargs["objectId"]),
      obj: textOf(object),
      new_value: keyOf(admin, request, object),
    });
  }
  const named = linkTo(request.path, object);
  const filters = await admin.getPreservedFilters(request);
  const own = ownQuery(request);
  if (POST.has("_continue")) {
    await say(admin, request, named, "changed", " You may edit it again below.");
    return new HttpResponseRedirect(withFilters(filters, request.path, { own }));
  }
  if (POST.has("_addanother")) {
    await say(admin, request, named, "changed", anotherOf(admin));
    return new HttpResponseRedirect(withFilters(filters, pageUrl(admin, "add"), { own }));
  }
  await say(admin, request, named, "changed", "");
  return toList(admin, request);
}

/** @param objectId The key, or the value by which popups identify the object. */
export async function responseDelete(
  admin: ModelAdmin,
  request: HttpRequest,
  display: string,
  objectId: string,
): Response {
  if (request.POST.has(IS_POPUP_VAR)) {
    return popupResponse(admin, request, { action: "delete", value: objectId });
  }
  await say(admin, request, display, "deleted", "");
  if (!(await admin.hasChangePermission(request))) return new HttpResponseRedirect(indexUrl(admin));
  return new HttpResponseRedirect(await listUrl(admin, request));
}

async function toList(admin: ModelAdmin, request: HttpRequest): Response {
  const mayList = await admin.hasViewOrChangePermission(request);
  return new HttpResponseRedirect(mayList ? await listUrl(admin, request) : indexUrl(admin));
}

async function listUrl(admin: ModelAdmin, request: HttpRequest): Promise<string> {
  const filters = await admin.getPreservedFilters(request);
  return withFilters(filters, pageUrl(admin, "changelist"), {}, true);
}

function linkTo(url: string, object: object): SafeString {
  return formatHtml('<a href="{}">{}</a>', url, textOf(object));
}

function anotherOf({ opts }: ModelAdmin): string {
  return ` You may add another ${opts.verboseName} below.`;
}

function say(
  admin: ModelAdmin,
  request: HttpRequest,
  named: SafeString | string,
  what: "added" | "changed" | "deleted",
  more: string,
): Promise<void> {
  const { verboseName } = admin.opts;
  const text = formatHtml("The {} “{}” was {} successfully.{}", verboseName, named, what, more);
  return admin.messageUser(request, text, { level: "success" });
}

/** Returns the value by which the opener of this page identifies the object. */
export function keyOf(admin: ModelAdmin, { POST }: HttpRequest, object: object): string {
  const toField = POST.get(TO_FIELD_VAR);
  const field = toField ? fieldNamed(admin, toField) : undefined;
  return textOf(Reflect.get(object, (field ?? admin.opts.primaryKey).attribute));
}

/** Returns a page whose script tells the opener what happened. */
function popupResponse(
  admin: ModelAdmin,
  request: HttpRequest,
  data: Readonly<Record<string, string>>,
): Response {
  return render(request, templatesOf(admin, undefined, "popup_response.html"), {
    popup_response_data: pythonJson(data),
  });
}
