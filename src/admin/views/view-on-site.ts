/** Redirects from an object in the admin to its page on the site. Source: Django, `contenttypes.views.shortcut`. */
import { ContentType } from "../../contenttypes/index.ts";
import { Http404, HttpResponseRedirect, type HttpRequest } from "../../http/index.ts";
import { DoesNotExist, querySetOf, type ModelInfo } from "../../models/index.ts";

/** @throws {Http404} If the model or object does not exist, or has no page. */
export async function viewOnSite(
  request: HttpRequest,
  { contentTypeId, objectId }: Readonly<Record<string, string>>,
): Promise<HttpResponseRedirect> {
  const info = await modelOf(contentTypeId);
  if (!info) throw new Http404(`Content type ${contentTypeId} object has no associated model`);
  const object = await objectOf(info, objectId);
  if (!object) throw new Http404(`Content type ${contentTypeId} object ${objectId} doesn’t exist`);
  const url: unknown = Reflect.get(object, "getAbsoluteUrl");
  if (typeof url !== "function") {
    throw new Http404(`${info.verboseName} objects don’t have a getAbsoluteUrl() method`);
  }
  const address = String(await Reflect.apply(url, object, []));
  const isWhole = /^(?:https?:)?\/\//.test(address);
  const here = `${request.scheme}://${request.getHost()}`;
  return new HttpResponseRedirect(isWhole ? address : here + address);
}

async function modelOf(key: string | undefined): Promise<ModelInfo | undefined> {
  const contentType = await found(() => ContentType.objects.filter({ id: Number(key) }).first());
  return contentType?.info;
}

async function objectOf(info: ModelInfo, key: string | undefined): Promise<object | undefined> {
  return found(() => querySetOf(info.model).get({ pk: key } as never));
}

/** Returns the object of a key; `undefined` if the key is invalid. */
async function found<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (
      error instanceof DoesNotExist ||
      error instanceof TypeError ||
      error instanceof RangeError
    ) {
      return undefined;
    }
    throw error;
  }
}
