/** Lists what a deletion would delete. Source: Django, `admin.utils.get_deleted_objects`. */
import type { HttpRequest } from "../../http/index.ts";
import { deletionTree, infoOf, readForText, type DeletionNode } from "../../models/index.ts";
import { conditionalEscape, formatHtml, textOf, type SafeString } from "../../templates/index.ts";
import { NoReverseMatch } from "../../urls/index.ts";
import type { AdminSite } from "../site/admin-site.ts";
import { adminUrl } from "../site/admin-url.ts";
import { quote } from "../quote.ts";

/** Lines, each optionally followed by a list of nested lines, for the filter `unordered_list`. */
export type NestedLines = readonly (SafeString | NestedLines)[];

export interface DeletedObjects {
  readonly toDelete: NestedLines;
  /** Number of objects by the model's plural name. */
  readonly modelCount: ReadonlyMap<string, number>;
  /** Models whose affected objects the visitor may not delete. */
  readonly permsNeeded: ReadonlySet<string>;
  /** Objects that prevent the deletion. */
  readonly protectedObjects: readonly SafeString[];
}

/** @param objects All of the same model. */
export async function getDeletedObjects(
  objects: readonly object[],
  request: HttpRequest,
  site: AdminSite,
): Promise<DeletedObjects> {
  const { roots, byModel, protectedObjects } = await deletionTree(objects);
  const all = [...byModel.values()].flat();
  await readForText([...all, ...protectedObjects]);
  const permsNeeded = new Set<string>();
  for (const object of [...all, ...protectedObjects]) {
    const admin = site.findModelAdmin(object.constructor);
    if (admin && !(await admin.hasDeletePermission(request, object))) {
      permsNeeded.add(admin.opts.verboseName);
    }
  }
  return {
    toDelete: linesOf(roots, (object) => lineOf(object, site)),
    modelCount: new Map(
      [...byModel].map(([info, found]) => [info.verboseNamePlural, found.length]),
    ),
    permsNeeded,
    protectedObjects: protectedObjects.map((object) => lineOf(object, site)),
  };
}

function linesOf(
  nodes: readonly DeletionNode[],
  line: (object: object) => SafeString,
): NestedLines {
  return nodes.flatMap(({ object, children }) =>
    children.length > 0 ? [line(object), linesOf(children, line)] : [line(object)],
  );
}

/** `Book: Emma`, with a link to its page if there is one. */
function lineOf(object: object, site: AdminSite): SafeString {
  const { verboseName } = infoOf(object.constructor);
  const kind = verboseName.charAt(0).toUpperCase() + verboseName.slice(1);
  const url = site.isRegistered(object.constructor as never) ? changeUrl(object, site) : undefined;
  return url === undefined
    ? conditionalEscape(`${kind}: ${textOf(object)}`)
    : formatHtml('{}: <a href="{}">{}</a>', kind, url, textOf(object));
}

function changeUrl(object: object, site: AdminSite): string | undefined {
  const { appLabel, modelName } = infoOf(object.constructor);
  try {
    const name = `${appLabel}_${modelName}_change`;
    return adminUrl(site, name, quote(Reflect.get(object, "pk")));
  } catch (error) {
    if (error instanceof NoReverseMatch) return undefined;
    throw error;
  }
}
