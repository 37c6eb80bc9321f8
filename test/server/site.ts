import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { completeSettings } from "../../src/conf/index.ts";
import {
  getApplication,
  type Application,
  type ApplicationOptions,
} from "../../src/server/index.ts";

export interface SiteFiles {
  /** Views, as the statements of one module; `HttpResponse`, `Http404` ... are there. */
  readonly views?: string;
  /** The elements of `urlpatterns`. */
  readonly urls?: string;
  /** Further exports of the URL module: `handler404` ... */
  readonly handlers?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly options?: ApplicationOptions;
}

const room = (name: string): string =>
  JSON.stringify(new URL(`../../src/${name}/index.ts`, import.meta.url).href);

/** What every fixture module begins with. */
export const imports = `
import { BadRequest, Http404, HttpResponse, PermissionDenied, StreamingHttpResponse, SuspiciousOperation, MiddlewareNotUsed } from ${room("http")};
import { LimitExceeded } from ${JSON.stringify(new URL("../../src/errors.ts", import.meta.url).href)};
import { render } from ${room("shortcuts")};
import { include, path } from ${room("urls")};
`;

/** A site of a few lines, run from the sources, in a folder of its own. Errors are kept, not printed. */
export async function makeSite(
  t: TestContext,
  { views = "", urls = "", handlers = "", settings = {}, files = {}, options = {} }: SiteFiles,
): Promise<Application & { readonly errors: readonly unknown[] }> {
  const folder = await mkdtemp(join(tmpdir(), "mkweb-site-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const all = {
    "urls.ts": `${imports}\n${views}\nexport const urlpatterns = [${urls}];\n${handlers}\n`,
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const errors: unknown[] = [];
  const application = await getApplication(
    completeSettings({
      BASE_DIR: pathToFileURL(`${folder}/`),
      SECRET_KEY: "a-secret-key-for-tests",
      ROOT_URLCONF: "urls.ts",
      ALLOWED_HOSTS: ["testserver"],
      SETTINGS_MODULE: "settings.ts",
      ...settings,
    }),
    { onError: (error) => errors.push(error), logErrors: false, ...options },
  );
  return Object.assign(application, { errors });
}

/** Asks by the fetch door. */
export function ask(
  application: Application,
  path: string,
  init: RequestInit = {},
): Promise<Response> {
  return application.fetch(new Request(new URL(path, "http://testserver"), init), {
    remoteAddress: "127.0.0.1",
  });
}
