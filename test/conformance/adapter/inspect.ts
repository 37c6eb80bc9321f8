/** What a view of kind `inspect` sees of its request, by the case's name for it. */
import type { HttpRequest, MultiValueDict } from "../../../src/http/index.ts";
import { NotOffered } from "./protocol.ts";

export async function inspect(
  request: HttpRequest,
  fields: readonly string[],
): Promise<Record<string, unknown>> {
  const seen: Record<string, unknown> = {};
  for (const field of fields) seen[field] = await attempt(() => valueOf(request, field));
  return seen;
}

async function attempt(read: () => unknown): Promise<unknown> {
  try {
    return (await read()) ?? null;
  } catch (error) {
    return { raises: error instanceof Error ? error.name : "Error" };
  }
}

function valueOf(request: HttpRequest, field: string): unknown {
  const plain = simple[field];
  if (plain !== undefined) return plain(request);
  const [what = "", ...rest] = field.split(":");
  const argument = rest.join(":");
  const read = withArgument[what];
  if (read === undefined) throw new NotOffered(field);
  return read(request, argument);
}

const simple: Readonly<Record<string, (request: HttpRequest) => unknown>> = {
  method: (request) => request.method,
  path: (request) => request.path,
  path_info: (request) => request.pathInfo,
  script_name: (request) => request.scriptName,
  scheme: (request) => request.scheme,
  is_secure: (request) => request.isSecure(),
  host: (request) => request.getHost(),
  get_host: (request) => request.getHost(),
  port: (request) => request.getPort(),
  full_path: (request) => request.getFullPath(),
  full_path_slash: (request) => request.getFullPath(true),
  full_path_info: (request) => request.getFullPathInfo(),
  absolute: (request) => request.buildAbsoluteUri(),
  content_type: (request) => request.contentType,
  content_params: (request) => Object.fromEntries(request.contentParams),
  encoding: (request) => request.encoding,
  body: (request) => request.body.toString("utf8"),
  GET: (request) => request.GET.toJSON(),
  POST: (request) => request.POST.toJSON(),
  COOKIES: (request) => request.COOKIES,
  FILES: filesOf,
  "GET.set": (request) => request.GET.set("a", "b") && null,
  "POST.set": (request) => request.POST.set("a", "b") && null,
  "GET.urlencode": (request) => request.GET.urlencode(),
  resolver_match: (request) => request.resolverMatch?.viewName,
};

const withArgument: Readonly<Record<string, (request: HttpRequest, name: string) => unknown>> = {
  "GET.get": ({ GET }, name) => GET.get(name),
  "POST.get": ({ POST }, name) => POST.get(name),
  "GET[]": ({ GET }, name) => required(GET, name),
  "POST[]": ({ POST }, name) => required(POST, name),
  "GET.getlist": ({ GET }, name) => GET.getlist(name),
  "POST.getlist": ({ POST }, name) => POST.getlist(name),
  "GET.has": ({ GET }, name) => GET.has(name),
  header: ({ headers }, name) => headers.get(name),
  META: ({ META }, name) => META[name],
  accepts: (request, type) => request.accepts(type),
  preferred: (request, types) => request.getPreferredType(types.split(",")),
  absolute: (request, location) =>
    location === "" ? request.buildAbsoluteUri() : request.buildAbsoluteUri(location),
};

/** Python's brackets refuse a name that is not there. */
function required(dict: MultiValueDict<string>, name: string): unknown {
  if (!dict.has(name)) throw new RangeError(name);
  return dict.get(name);
}

async function filesOf(request: HttpRequest): Promise<object> {
  const files: [string, object][] = [];
  for (const [field, file] of request.FILES.items()) {
    if (file === undefined) continue;
    const { name, size, contentType } = file;
    files.push([field, { name, size, content_type: contentType, content: await file.text() }]);
  }
  return Object.fromEntries(files);
}
