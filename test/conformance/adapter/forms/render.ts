/** The ways in which cases show a form. */
import { formsEnvironment } from "../../../../src/forms/environment.ts";
import { SafeString, textOf } from "../../../../src/templates/index.ts";
import type { BaseForm, BoundField, ErrorDict, ErrorList } from "../../../../src/forms/index.ts";
import type { Doing } from "../protocol.ts";
import { decode } from "./values.ts";
import { makeWidget, type WidgetSpec } from "./widgets.ts";

type Show = (form: BaseForm, doing: Doing, args: readonly string[]) => unknown;

const attrsOf = (doing: Doing): Record<string, unknown> =>
  (decode(doing["attrs"] ?? {}) as Record<string, unknown>) ?? {};

function labelOptions(doing: Doing): object {
  const { contents, attrs, tag_label_suffix } = doing;
  return {
    ...(contents !== undefined && { contents: decode(contents) }),
    ...(attrs !== undefined && { attrs: attrsOf(doing) }),
    ...(tag_label_suffix !== undefined && { labelSuffix: tag_label_suffix }),
  };
}

function errorsAs(errors: ErrorDict | ErrorList, how: string, doing: Doing): unknown {
  if (how === "json") return errors.asJson(doing["escape_html"] === true);
  return how === "text" ? errors.asText() : errors.asUl();
}

const fieldAs: Readonly<
  Record<string, (bound: BoundField, attrs: Record<string, unknown>) => unknown>
> = {
  hidden: (bound, attrs) => bound.asHidden(attrs),
  text: (bound, attrs) => bound.asText(attrs),
  textarea: (bound, attrs) => bound.asTextarea(attrs),
};

export const ways: Readonly<Record<string, Show>> = {
  str: (form) => form.render(),
  div: (form) => form.asDiv(),
  p: (form) => form.asP(),
  table: (form) => form.asTable(),
  ul: (form) => form.asUl(),
  field: (form, doing, [name = ""]) =>
    doing["attrs"] === undefined
      ? form.get(name).__html__()
      : form.get(name).asWidget({ attrs: attrsOf(doing) }),
  field_as: (form, doing, [how = "", name = ""]) => fieldAs[how]?.(form.get(name), attrsOf(doing)),
  field_with: (form, doing, [name = ""]) =>
    form.get(name).asWidget({
      ...(doing["widget"] !== undefined && { widget: makeWidget(doing["widget"] as WidgetSpec) }),
      attrs: attrsOf(doing),
      onlyInitial: doing["only_initial"] === true,
    }),
  field_group: (form, _doing, [name = ""]) => form.get(name).asFieldGroup(),
  label_tag: (form, doing, [name = ""]) => form.get(name).labelTag(labelOptions(doing)),
  legend_tag: (form, doing, [name = ""]) => form.get(name).legendTag(labelOptions(doing)),
  errors: (form) => form.errors.render(),
  errors_as: (form, doing, [how = ""]) => errorsAs(form.errors, how, doing),
  non_field_errors: (form) => form.nonFieldErrors().render(),
  field_errors: (form, _doing, [name = ""]) => form.get(name).errors.render(),
  field_errors_as: (form, doing, [how = "", name = ""]) =>
    errorsAs(form.get(name).errors, how, doing),
  hidden_fields: async (form) => (await texts(form.hiddenFields())).join(""),
  visible_fields: async (form) => (await texts(form.visibleFields())).join("\n"),
  sub: (form, _doing, [name = "", index = ""]) => form.get(name).at(Number(index))?.__html__(),
  subs: async (form, _doing, [name = ""]) => (await texts(form.get(name).subwidgets)).join("\n"),
  media: (form) => form.media.render(),
  template: (form, doing) =>
    formsEnvironment()
      .engine.fromString(String(doing["template"]))
      .render({ form, ...(decode(doing["context"] ?? {}) as object) }),
};

async function texts(list: readonly { __html__(): unknown }[]): Promise<string[]> {
  const out: string[] = [];
  for (const each of list) out.push(String(await each.__html__()));
  return out;
}

export async function show(form: BaseForm, doing: Doing, how: string): Promise<string> {
  const [way = "str", ...args] = how.split(":");
  if (!Object.hasOwn(ways, way)) throw new Error(`no way ${way}`);
  await form.whenReady();
  const shown: unknown = await ways[way]?.(form, doing, args);
  return shown instanceof SafeString ? shown.value : textOf(shown);
}
