import { HttpResponse, type HttpRequest } from "../http/index.ts";
import type { Engine } from "../templates/index.ts";

declare module "../http/index.ts" {
  interface HttpRequest {
    /** The project's templates, set by the server. */
    engine: Engine;
  }
}

export interface RenderOptions {
  readonly status?: number;
  readonly contentType?: string;
  /** Engine to use instead of the project's. */
  readonly using?: Engine;
}

/**
 * Renders a template as a response.
 *
 * @param templateName A name, or several of which the first existing one is used.
 * @param context The template's variables. Promises are awaited where the template uses them.
 * @throws {TemplateDoesNotExist} {@link TemplateSyntaxError}
 *
 * @example
 * return render(request, "polls/index.html", { questions: Question.objects.all() });
 */
export async function render(
  request: HttpRequest,
  templateName: string | readonly string[],
  context: Readonly<Record<string, unknown>> = {},
  { status, contentType, using = request.engine }: RenderOptions = {},
): Promise<HttpResponse> {
  const template =
    typeof templateName === "string"
      ? using.getTemplate(templateName)
      : using.selectTemplate(templateName);
  const response = new HttpResponse(await template.render(context, request), {
    status,
    contentType,
  });
  rendered.set(response, { templateName: template.name ?? "", context });
  return response;
}

/** The source of a rendered response. */
export interface Rendered {
  readonly templateName: string;
  readonly context: Readonly<Record<string, unknown>>;
}

const rendered = new WeakMap<HttpResponse, Rendered>();

/**
 * The template and context from which {@link render} made a response; for the test client.
 *
 * @example
 * const response = await render(request, "polls/index.html", { polls });
 * assert.ok(renderedFrom(response));
 */
export function renderedFrom(response: object): Rendered | undefined {
  return response instanceof HttpResponse ? rendered.get(response) : undefined;
}
