/** A site that says things to its visitors, and a browser that keeps its cookies. */
import type { TestContext } from "node:test";
import type { Settings } from "../../src/conf/index.ts";
import { CookieJar } from "../../src/test/index.ts";
import { ask, makeSite } from "../server/site.ts";

export const SECRET_KEY = "a secret of both sites";

const door = JSON.stringify(new URL("../../src/messages/index.ts", import.meta.url).href);
const templates = JSON.stringify(new URL("../../src/templates/index.ts", import.meta.url).href);

const views = `
import * as messages from ${door};
import { markSafe } from ${templates};
import { JsonResponse, HttpResponseRedirect } from ${JSON.stringify(
  new URL("../../src/http/index.ts", import.meta.url).href,
)};

/** /say/?level=25&text=Saved.&tags=big&safe=1&least=10&silent=1&next=plain */
function say(request) {
  const { GET } = request;
  if (GET.has("least")) messages.setLevel(request, Number(GET.get("least")));
  const text = GET.get("text", "");
  const options = { extraTags: GET.get("tags", ""), failSilently: GET.has("silent") };
  const said = GET.has("safe") ? markSafe(text) : text;
  messages.addMessage(request, Number(GET.get("level", "25")), said, options);
  return new HttpResponseRedirect("/" + GET.get("next", "show") + "/");
}
/** /say-many/?times=40&length=200: each its number and letters that deflating makes little shorter. */
function sayMany(request) {
  const { GET } = request;
  let state = 1;
  const letter = () => String.fromCharCode(97 + ((state = (state * 48271) % 2147483647) % 26));
  for (let time = 1; time <= Number(GET.get("times")); time++) {
    messages.success(request, time + Array.from({ length: Number(GET.get("length")) }, letter).join(""));
  }
  return new HttpResponse("said");
}
function each(request) {
  messages.debug(request, "debug");
  messages.info(request, "info");
  messages.success(request, "success");
  messages.warning(request, "warning");
  messages.error(request, "error");
  return new HttpResponse(Array.from(messages.getMessages(request), (each) => each.tags).join());
}
function sayAndShow(request) {
  messages.info(request, "now");
  return render(request, "show.html");
}
const show = (request) => render(request, "show.html");
const count = (request) => render(request, "count.html");
const plain = () => new HttpResponse("plain");
const list = (request) => new JsonResponse(Array.from(messages.getMessages(request), String), { safe: false });
`;

const urls = `path("say/", say), path("say-many/", sayMany), path("each/", each), path("say-and-show/", sayAndShow), path("show/", show),
  path("count/", count), path("plain/", plain), path("list/", list)`;

export interface Browser {
  readonly cookies: CookieJar;
  /** Follows no redirect. */
  readonly get: (path: string) => Promise<Response>;
  /** The text of a page, redirects followed. */
  readonly read: (path: string) => Promise<string>;
}

export interface MessageSite {
  readonly settings: Settings;
  readonly errors: readonly unknown[];
  readonly browser: () => Browser;
}

export async function makeMessageSite(
  t: TestContext,
  given: Readonly<Record<string, unknown>> = {},
): Promise<MessageSite> {
  const application = await makeSite(t, {
    views,
    urls,
    settings: {
      SECRET_KEY,
      INSTALLED_APPS: ["mkweb/sessions", "mkweb/messages"],
      MIDDLEWARE: ["mkweb/sessions/middleware", "mkweb/messages/middleware"],
      SESSION_ENGINE: "mkweb/sessions/backends/signed-cookies",
      TEMPLATES: [
        {
          DIRS: ["templates"],
          OPTIONS: { context_processors: ["mkweb/messages/context-processors#messages"] },
        },
      ],
      ...given,
    },
    files: {
      "templates/show.html":
        "{% for message in messages %}[{{ message.tags }}: {{ message }}" +
        "{% if message.level == DEFAULT_MESSAGE_LEVELS.ERROR %}!{% endif %}]{% endfor %}",
      "templates/count.html": "{% if messages %}{{ messages|length }}{% else %}none{% endif %}",
    },
  });
  const browser = (): Browser => {
    const cookies = new CookieJar();
    const get = async (path: string): Promise<Response> => {
      const cookie = cookies.header();
      const headers = cookie === undefined ? {} : { cookie };
      const response = await ask(application, path, { headers });
      for (const header of response.headers.getSetCookie()) cookies.store(header);
      return response;
    };
    const read = async (path: string): Promise<string> => {
      const response = await get(path);
      const next = response.headers.get("location");
      return next === null ? response.text() : read(next);
    };
    return { cookies, get, read };
  };
  return { settings: application.settings, errors: application.errors, browser };
}
