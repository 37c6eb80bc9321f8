import { HttpResponse, type HttpRequest } from "../../http/index.ts";
import { TemplateDoesNotExist } from "../../templates/index.ts";
import { Resolver404 } from "../../urls/index.ts";
import type { ErrorView } from "../urlconf.ts";

export type ErrorStatus = 400 | 403 | 404 | 500 | 503;

const words: Readonly<Record<ErrorStatus, readonly [title: string, details: string]>> = {
  400: ["Bad Request (400)", ""],
  403: ["403 Forbidden", ""],
  404: ["Not Found", "The requested resource was not found on this server."],
  500: ["Server Error (500)", ""],
  503: ["Service Unavailable (503)", "Please try again in a moment."],
};

/** The page for visitors after an error: the project's template `404.html` and so on, or a short text. */
export function defaultErrorView(status: ErrorStatus): ErrorView {
  return async (request, { exception }) => {
    const body = (await fromTemplate(request, status, exception)) ?? plainPage(status);
    return new HttpResponse(body, { status });
  };
}

/** An error page must not fail for the same reason as the page: those of 500 and 503 get no request. */
async function fromTemplate(
  request: HttpRequest,
  status: ErrorStatus,
  exception: unknown,
): Promise<string | undefined> {
  const name = `${status}.html`;
  try {
    const template = request.engine.getTemplate(name);
    return status >= 500
      ? await template.render()
      : await template.render(contextFor(request, status, exception), request);
  } catch (error) {
    if (error instanceof TemplateDoesNotExist && error.missing === name) return undefined;
    throw error;
  }
}

function contextFor(
  { path }: HttpRequest,
  status: ErrorStatus,
  exception: unknown,
): Readonly<Record<string, unknown>> {
  // Do not reveal what made a request suspicious.
  if (status === 400) return {};
  const message = exception instanceof Error ? exception.message : String(exception);
  if (status === 403) return { exception: message };
  const tried = exception instanceof Resolver404;
  return {
    request_path: encodeURI(path.toWellFormed()),
    exception: tried ? exception.path : message,
  };
}

function plainPage(status: ErrorStatus): string {
  const [title, details] = words[status];
  const paragraph = details === "" ? "" : `<p>${details}</p>`;
  return `<!doctype html>
<html lang="en">
<head>
  <title>${title}</title>
</head>
<body>
  <h1>${title}</h1>${paragraph}
</body>
</html>
`;
}
