/** The answer to a refused visitor. */
import { ImproperlyConfigured, loadNamed, splitNamed } from "../../conf/index.ts";
import {
  HttpResponseForbidden,
  type HttpRequest,
  type HttpResponseBase,
  type MaybePromise,
} from "../../http/index.ts";
import { Engine, TemplateDoesNotExist, type Template } from "../../templates/index.ts";
import { failurePage } from "./failure-page.ts";
import { REASON_NO_CSRF_COOKIE, REASON_NO_REFERER } from "./reasons.ts";

/** A view named by CSRF_FAILURE_VIEW; `reason` says in English what was wrong. */
export type CsrfFailureView = (
  request: HttpRequest,
  params: { readonly reason: string },
) => MaybePromise<HttpResponseBase>;

/** Answers a refused request with the project's view, its 403_csrf.html, or a short page. */
export function failureView(settings: {
  readonly CSRF_FAILURE_VIEW?: string;
  readonly BASE_DIR?: URL;
}): (request: HttpRequest, reason: string) => MaybePromise<HttpResponseBase> {
  const name = settings.CSRF_FAILURE_VIEW ?? "";
  if (name === "") return csrfFailure;
  let view: Promise<CsrfFailureView> | undefined;
  return async (request, reason) => {
    view ??= loadCsrfFailureView(name, settings.BASE_DIR);
    return (await view)(request, { reason });
  };
}

async function csrfFailure(request: HttpRequest, reason: string): Promise<HttpResponseBase> {
  const template = ownTemplate(request);
  const content = template
    ? await template.render(templateContext(reason), request)
    : failurePage(reason, request.settings.DEBUG);
  return new HttpResponseForbidden(content);
}

const TEMPLATE = "403_csrf.html";

/** The project's own page, if it exists. */
function ownTemplate(request: HttpRequest): Template | undefined {
  if (!("engine" in request) || !(request.engine instanceof Engine)) return undefined;
  try {
    return request.engine.getTemplate(TEMPLATE);
  } catch (error) {
    if (error instanceof TemplateDoesNotExist && error.missing === TEMPLATE) return undefined;
    throw error;
  }
}

function templateContext(reason: string): Readonly<Record<string, unknown>> {
  return {
    reason,
    no_referer: reason === REASON_NO_REFERER,
    no_cookie: reason === REASON_NO_CSRF_COOKIE,
  };
}

/**
 * Loads the view that CSRF_FAILURE_VIEW names.
 *
 * @throws {ImproperlyConfigured} No such view exists.
 */
export async function loadCsrfFailureView(
  name: string,
  baseDir: URL | undefined,
): Promise<CsrfFailureView> {
  const refusal = () =>
    new ImproperlyConfigured(`CSRF_FAILURE_VIEW: no view is named '${name}'.`, {
      hint: "Name it as 'module#export', for example 'myproject/views.ts#csrfFailure'.",
    });
  if (!baseDir) throw refusal();
  return loadNamed({ ...splitNamed(name), baseDir, isWanted: isView, refusal });
}

function isView(value: unknown): value is CsrfFailureView {
  return typeof value === "function";
}
