/** Read-only values. Source: Django, `AdminReadonlyField`. */
import type { AnyModelForm } from "../../forms/index.ts";
import type { HttpRequest } from "../../http/index.ts";
import { DoesNotExist, readForText, type AnyQuerySet } from "../../models/index.ts";
import {
  conditionalEscape,
  formatHtml,
  markSafe,
  SafeString,
  textOf,
} from "../../templates/index.ts";
import { NoReverseMatch } from "../../urls/index.ts";
import { ValueDisplay } from "../display-value.ts";
import type { BaseModelAdmin } from "../options/base-model-admin.ts";
import { displayOfShown, shownOf, type Shown } from "../shown.ts";
import { adminUrl } from "../site/admin-url.ts";
import { quote } from "../quote.ts";

/** What a page shows of a read-only name. */
export interface ReadonlyValue {
  readonly label: string;
  readonly helpText: unknown;
  readonly contents: SafeString;
}

/** A widget that only shows its value, such as a password's hash. */
interface ReadOnlyWidget {
  readonly readOnly?: boolean;
}

export async function readonlyValue(
  admin: BaseModelAdmin,
  name: string,
  form: AnyModelForm,
  request: HttpRequest,
): Promise<ReadonlyValue> {
  const shown = shownOf(admin, name);
  const { meta } = form.constructor as unknown as {
    readonly meta: {
      readonly labels?: Readonly<Record<string, unknown>>;
      readonly helpTexts?: Readonly<Record<string, unknown>>;
    };
  };
  const label = textOf(meta.labels?.[name] ?? shown.label);
  const field = shown.field ?? shown.manyToMany;
  return {
    label: label.charAt(0).toUpperCase() + label.slice(1),
    helpText: meta.helpTexts?.[name] ?? field?.declaration.helpText ?? "",
    contents: await contentsOf(admin, shown, form, request),
  };
}

async function contentsOf(
  admin: BaseModelAdmin,
  shown: Shown,
  form: AnyModelForm,
  request: HttpRequest,
): Promise<SafeString> {
  const object = form.instance as object;
  const { name } = shown;
  const widget = Object.hasOwn(form.fields, name) ? form.get(name).field.widget : undefined;
  if (widget && (widget as ReadOnlyWidget).readOnly) {
    return widget.render(form.htmlName(name), Reflect.get(object, name));
  }
  try {
    if (shown.manyToMany) return await textsOf(admin, object, name);
    if (shown.field?.related) return await linkTo(admin, object, name);
    const values = new ValueDisplay(request.engine);
    return withBreaks(await displayOfShown(shown, admin, values)(object));
  } catch (error) {
    // A new object may lack related objects.
    if (error instanceof DoesNotExist) return conditionalEscape(admin.getEmptyValueDisplay());
    throw error;
  }
}

/** Keeps line breaks. */
function withBreaks(value: SafeString | string): SafeString {
  if (value instanceof SafeString) return value;
  return markSafe(conditionalEscape(value).value.replaceAll(/\r\n|\r|\n/g, "<br>"));
}

async function textsOf(admin: BaseModelAdmin, object: object, name: string): Promise<SafeString> {
  if (Reflect.get(object, "pk") === null || Reflect.get(object, "pk") === undefined) {
    return conditionalEscape(admin.getEmptyValueDisplay());
  }
  const manager = Reflect.get(object, name) as { all(): AnyQuerySet };
  const objects = (await manager.all()) as readonly object[];
  await readForText(objects);
  return conditionalEscape(objects.map(textOf).join(", "));
}

/** Returns the related object, with a link to its page if there is one. */
async function linkTo(admin: BaseModelAdmin, object: object, name: string): Promise<SafeString> {
  const related = (await Reflect.get(object, name)) as object | null | undefined;
  if (!related) return conditionalEscape(admin.getEmptyValueDisplay());
  await readForText([related]);
  const info = admin.adminSite.findModelAdmin(related.constructor)?.opts;
  const text = textOf(related);
  if (!info) return conditionalEscape(text);
  try {
    const name = `${info.appLabel}_${info.modelName}_change`;
    const url = adminUrl(admin.adminSite, name, quote(Reflect.get(related, "pk")));
    return formatHtml('<a href="{}">{}</a>', url, text);
  } catch (error) {
    if (error instanceof NoReverseMatch) return conditionalEscape(text);
    throw error;
  }
}
