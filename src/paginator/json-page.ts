import { JsonResponse, type HttpRequest } from "../http/index.ts";
import { InvalidPage } from "./errors.ts";
import type { ObjectList } from "./object-list.ts";
import { Paginator, type PaginatorOptions } from "./paginator.ts";

export interface JsonPageOptions<R> extends PaginatorOptions {
  /** Objects per page, 1 or more. */
  readonly perPage: number;
  /** Fields to show of each object. Default: all members, for rows that are plain objects. */
  readonly fields?: readonly (keyof R & string)[];
  /** Query parameter with the page number. Default `"page"`. */
  readonly pageKwarg?: string;
}

/**
 * Answers the requested page of a list as JSON: `{ count, next, previous, results }`. `next` and `previous`
 * are absolute URLs or null. A missing page is answered with 404 and `{ detail }`.
 *
 * @throws {TypeError} Unknown names in `fields`, or model objects without `fields`.
 * @throws {RangeError} `perPage` is below 1.
 *
 * @example
 * path("questions/", (request) =>
 *   jsonPage(request, Question.objects.all(), { fields: ["id", "questionText"], perPage: 25 }),
 * );
 */
export async function jsonPage<R extends object>(
  request: HttpRequest,
  list: ObjectList<R>,
  options: JsonPageOptions<R>,
): Promise<JsonResponse> {
  const { perPage, fields, pageKwarg = "page" } = options;
  const paginator = new Paginator(list, perPage, options);
  const asked = request.GET.get(pageKwarg) ?? 1;
  try {
    const page = await paginator.page(asked === "last" ? await paginator.numPages() : asked);
    const link = (number: number): string => addressOf(request, pageKwarg, number);
    return new JsonResponse({
      count: await paginator.count(),
      next: page.hasNext() ? link(page.number + 1) : null,
      previous: page.hasPrevious() ? link(page.number - 1) : null,
      results: Array.from(page, (row) => (fields ? shown(row, fields) : row)),
    });
  } catch (error) {
    if (!(error instanceof InvalidPage)) throw error;
    return new JsonResponse({ detail: error.message }, { status: 404 });
  }
}

interface Writable {
  toJson(names: readonly string[]): object;
}

function shown(row: object, names: readonly string[]): object {
  return isWritable(row)
    ? row.toJson(names)
    : Object.fromEntries(names.map((name) => [name, own(row, name)]));
}

function isWritable(row: object): row is Writable {
  return "toJson" in row && typeof row.toJson === "function";
}

function own(row: object, name: string): unknown {
  if (Object.hasOwn(row, name)) return Reflect.get(row, name);
  throw new TypeError(`jsonPage(): the rows have no '${name}'.`);
}

/** The URL of this request with another page number. */
function addressOf(request: HttpRequest, pageKwarg: string, number: number): string {
  const query = request.GET.copy();
  query.set(pageKwarg, String(number));
  return request.buildAbsoluteUri(`${request.path}?${query.urlencode()}`);
}
