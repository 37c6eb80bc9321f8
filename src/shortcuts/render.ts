import { HttpResponse, type HttpRequest } from "../http/index.ts";
import type { Engine } from "../templates/index.ts";

declare module "../http/index.ts" {
  interface HttpRequest {
    /** The project's templates; the server sets it. */
    engine: Engine;
  }
}

export interface RenderOptions {
  readonly status?: number;
  readonly contentType?: string;
  /** Another engine than the project's. */
  readonly using?: Engine;
}

/**
 * Renders a template to a response.
 *
 * @param templateName One name, or several of which the first that exists is taken.
 * @param context The template's variables. Promises in it are awaited where the template uses them.
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

/** What a response was rendered from. */
export interface Rendered {
  readonly templateName: string;
  readonly context: Readonly<Record<string, unknown>>;
}

const rendered = new WeakMap<HttpResponse, Rendered>();

/** What {@link render} made a response from; for the test client. */
export function renderedFrom(response: object): Rendered | undefined {
  return response instanceof HttpResponse ? rendered.get(response) : undefined;
}
