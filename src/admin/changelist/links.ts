/** Links from rows of a list. */
import { conditionalEscape, textOf } from "../../templates/index.ts";
import { NoReverseMatch } from "../../urls/index.ts";
import { quote } from "../quote.ts";
import { adminUrl } from "../site/admin-url.ts";
import type { ChangeList } from "./change-list.ts";
import { partOf } from "./lookups/lookup-path.ts";

/** Returns a function that creates the start tag of a link to an object's page, `<a href="…">`; `undefined` without such a page. */
export async function linksOf(list: ChangeList): Promise<(object: object) => string | undefined> {
  const url = changeUrls(list);
  if (!url) return () => undefined;
  const preserved = await list.modelAdmin.getPreservedFilters(list.request);
  const tail = `${preserved === "" ? "" : `?${escaped(preserved)}`}"`;
  const attribute = keyAttribute(list);
  return (object) => {
    const opener = list.isPopup
      ? ` data-popup-opener="${escaped(textOf(Reflect.get(object, attribute)))}"`
      : "";
    return `<a href="${escaped(url(Reflect.get(object, "pk")))}${tail}${opener}>`;
  };
}

/** Reversing a URL per row would dominate the cost; for keys of letters and digits it is done once. */
function changeUrls(list: ChangeList): ((key: unknown) => string) | undefined {
  const { appLabel, modelName } = list.opts;
  const reversed = (key: unknown): string =>
    adminUrl(list.modelAdmin.adminSite, `${appLabel}_${modelName}_change`, quote(key));
  try {
    const [before, after] = reversed("0key0").split("0key0");
    if (before === undefined || after === undefined) return reversed;
    return (key) => {
      const text = String(key);
      return /^[A-Za-z0-9-]+$/.test(text) ? before + text + after : reversed(key);
    };
  } catch (error) {
    if (error instanceof NoReverseMatch) return undefined;
    throw error;
  }
}

/** Returns what a popup sends back for an object: the requested field, or the key. */
function keyAttribute({ opts, toField }: ChangeList): string {
  const field = toField === undefined ? undefined : partOf(opts, toField)?.field;
  return (field ?? opts.primaryKey).attribute;
}

function escaped(text: string): string {
  return conditionalEscape(text).value;
}
