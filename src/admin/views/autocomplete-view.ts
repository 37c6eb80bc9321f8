/** Answers the searches of autocomplete fields. Source: Django, `contrib/admin/views/autocomplete.py`. */
import {
  Http404,
  HttpResponseNotAllowed,
  JsonResponse,
  PermissionDenied,
  type HttpRequest,
  type HttpResponseBase,
} from "../../http/index.ts";
import {
  models,
  readForText,
  type FieldInfo,
  type ManyToManyInfo,
  type ModelInfo,
} from "../../models/index.ts";
import { EmptyPage, PageNotAnInteger, Paginator } from "../../paginator/index.ts";
import { textOf } from "../../templates/index.ts";
import { nameInMarkup } from "../names.ts";
import type { AdminRows } from "../options/base-model-admin.ts";
import type { ModelAdmin } from "../options/model-admin.ts";
import type { AdminSite } from "../site/admin-site.ts";

const PER_PAGE = 20;

type Relation = FieldInfo | ManyToManyInfo;

/**
 * Returns a relation's objects that contain the search terms as JSON, twenty at a time.
 *
 * @throws {PermissionDenied} If the visitor may not see them, or the relation does not exist.
 * @throws {Http404} If their class has no `searchFields`, or the page does not exist.
 */
export async function autocompleteView(
  site: AdminSite,
  request: HttpRequest,
): Promise<HttpResponseBase> {
  if (request.method !== "GET") return new HttpResponseNotAllowed(["GET"]);
  const relation = relationOf(request);
  const admin = site.findModelAdmin(relation.related?.model);
  if (!admin) throw new PermissionDenied();
  if (admin.getSearchFields(request).length === 0) {
    throw new Http404(
      `${admin.constructor.name} must have searchFields for the autocomplete view.`,
    );
  }
  const key = await keyOf(admin, request, relation);
  if (!key || !(await admin.hasViewPermission(request))) throw new PermissionDenied();
  const paginator = new (admin.paginator ?? Paginator)(
    await rowsFor(admin, request, relation),
    PER_PAGE,
  );
  const page = await pageOf(paginator as Paginator<object>, request.GET.get("page") ?? "1");
  await readForText([...page]);
  return new JsonResponse({
    results: [...page].map((object) => ({
      id: textOf(Reflect.get(object, key)),
      text: textOf(object),
    })),
    pagination: { more: page.hasNext() },
  });
}

/** @throws {PermissionDenied} If the relation does not exist. */
function relationOf({ GET }: HttpRequest): Relation {
  const info = models.get(`${GET.get("app_label") ?? ""}.${GET.get("model_name") ?? ""}`);
  const name = GET.get("field_name");
  const found = info && relationsIn(info).find((each) => nameInMarkup(each.name) === name);
  if (!found) throw new PermissionDenied();
  return found;
}

function relationsIn({ fields, manyToMany }: ModelInfo): readonly Relation[] {
  return [...fields.values(), ...manyToMany];
}

/** Returns the field that identifies the relation's objects, if visitors may see its values. */
async function keyOf(
  admin: ModelAdmin,
  request: HttpRequest,
  relation: Relation,
): Promise<string | undefined> {
  const target = "through" in relation ? relation.related.primaryKey : relation.target;
  if (!target || !(await admin.toFieldAllowed(request, nameInMarkup(target.name))))
    return undefined;
  return target.attribute;
}

async function rowsFor(
  admin: ModelAdmin,
  request: HttpRequest,
  { declaration: { limitChoicesTo } }: Relation,
): Promise<AdminRows> {
  const limit: unknown =
    typeof limitChoicesTo === "function"
      ? Reflect.apply(limitChoicesTo, undefined, [])
      : limitChoicesTo;
  const all = admin.getQueryset(request);
  const limited = limit === undefined ? all : all.filter(limit as never);
  const term = request.GET.get("term") ?? "";
  const [rows, mayHaveDuplicates] = await admin.getSearchResults(request, limited, term);
  return mayHaveDuplicates ? rows.distinct() : rows;
}

async function pageOf(paginator: Paginator<object>, wanted: string) {
  try {
    return await paginator.page(wanted === "last" ? await paginator.numPages() : wanted);
  } catch (error) {
    if (error instanceof EmptyPage || error instanceof PageNotAnInteger) {
      throw new Http404(`Invalid page (${wanted}): ${error.message}`);
    }
    throw error;
  }
}
