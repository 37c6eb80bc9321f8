import { HttpResponse, type HttpRequest, type HttpResponseBase } from "../http/index.ts";
import { formatHtml } from "../templates/index.ts";

/** Inserts the toolbar's handle at the end of a page; returns false if the response is not a page. */
export function insertHandle(
  request: HttpRequest,
  response: HttpResponseBase,
  {
    url,
    assets,
    summary,
  }: { readonly url: string; readonly assets: string; readonly summary: string },
): boolean {
  if (!isPage(request, response)) return false;
  const { text } = response;
  const at = text.toLowerCase().lastIndexOf("</body");
  if (at === -1) return false;
  const nonce = nonceOf(response);
  const attribute = nonce === undefined ? "" : formatHtml(' nonce="{}"', nonce);
  const handle = formatHtml(
    `<mkweb-debug-toolbar><template shadowrootmode="open"><link rel="stylesheet" href="{}handle.css"{}>` +
      `<a href="{}" title="What this request did">{}</a></template></mkweb-debug-toolbar>` +
      `<script src="{}handle.js" defer{}></script>`,
    assets,
    attribute,
    url,
    summary,
    assets,
    attribute,
  );
  response.content = text.slice(0, at) + handle.value + text.slice(at);
  if (response.headers.has("Content-Length")) {
    response.headers.set("Content-Length", response.content.length);
  }
  return true;
}

function isPage(request: HttpRequest, response: HttpResponseBase): response is HttpResponse {
  return (
    response instanceof HttpResponse &&
    request.method !== "HEAD" &&
    !response.headers.has("Content-Encoding") &&
    /^(?:text\/html|application\/xhtml\+xml)\b/i.test(String(response.headers.get("Content-Type")))
  );
}

/** Returns the nonce of the page's policy for scripts and styles, so that the policy need not be relaxed. */
function nonceOf({ headers }: HttpResponse): string | undefined {
  const policy = headers.get("Content-Security-Policy") ?? "";
  return /'nonce-([\w+/=-]+)'/.exec(policy)?.[1];
}
