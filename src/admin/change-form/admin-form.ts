/** Lays out a form for its page. Source: Django, `contrib/admin/helpers.py`. */
import { CheckboxInput, type AnyModelForm, type BoundField } from "../../forms/index.ts";
import type { HttpRequest } from "../../http/index.ts";
import { formatHtml, markSafe, slugify, textOf, type SafeString } from "../../templates/index.ts";
import { nameInMarkup } from "../names.ts";
import type { BaseModelAdmin } from "../options/base-model-admin.ts";
import type { Fieldset } from "../options/types.ts";
import { readonlyValue } from "./readonly-field.ts";

/** A field in a line: an input or a value. */
export interface AdminField {
  /** Name in the markup: `field-NAME`. */
  readonly name: string;
  readonly label: SafeString;
  /** The widget, or the read-only value. */
  readonly contents: SafeString;
  readonly errors: SafeString | "";
  readonly help_text: unknown;
  readonly help_id: string;
  readonly is_hidden: boolean;
  readonly is_checkbox: boolean;
  readonly is_readonly: boolean;
  /** Whether several inputs belong together, under a heading instead of a label. */
  readonly is_group: boolean;
  readonly label_id: string;
}

export interface AdminLine {
  readonly fields: readonly AdminField[];
  readonly is_single: boolean;
  readonly has_errors: boolean;
  readonly has_visible_field: boolean;
  /** `field-isbn field-isbn_label` */
  readonly css_classes: string;
}

export interface AdminFieldset {
  readonly name: string | null;
  readonly slug: string;
  readonly classes: string;
  readonly description: SafeString | "";
  /** Whether it can be collapsed. */
  readonly is_collapsible: boolean;
  /** Whether it is open because of an error inside. */
  readonly is_open: boolean;
  readonly lines: readonly AdminLine[];
}

export interface LayOut {
  readonly admin: BaseModelAdmin;
  readonly request: HttpRequest;
  readonly form: AnyModelForm;
  readonly fieldsets: readonly Fieldset[];
  readonly readonlyFields: readonly string[];
  /** The relation of an inline form to its parent, which is hidden. */
  readonly without?: string | undefined;
}

export async function laidOut(layout: LayOut): Promise<readonly AdminFieldset[]> {
  const fieldsets: AdminFieldset[] = [];
  for (const [name, { fields, classes = [], description }] of layout.fieldsets) {
    const lines: AdminLine[] = [];
    for (const line of fields) {
      const names = (typeof line === "string" ? [line] : line).filter(
        (each) => each !== layout.without,
      );
      if (names.length > 0) lines.push(await lineOf(layout, names));
    }
    const isCollapsible = classes.includes("collapse") && name !== null;
    fieldsets.push({
      name,
      slug: name === null ? "" : slugify(name),
      classes: classes.join(" "),
      description: description === undefined ? "" : markSafe(description),
      is_collapsible: isCollapsible,
      is_open: lines.some((line) => line.has_errors),
      lines,
    });
  }
  return fieldsets;
}

async function lineOf(layout: LayOut, names: readonly string[]): Promise<AdminLine> {
  const fields: AdminField[] = [];
  for (const name of names) {
    fields.push(
      layout.readonlyFields.includes(name)
        ? await readonlyField(layout, name)
        : await editedField(layout.form.get(name)),
    );
  }
  return {
    fields,
    is_single: fields.length === 1,
    has_errors: fields.some(({ errors }) => errors !== ""),
    has_visible_field: fields.some((field) => !field.is_hidden),
    css_classes: fields.map(({ name }) => `field-${name}`).join(" "),
  };
}

/** Renders an editable field with its label, help and errors. */
export async function editedField(bound: BoundField): Promise<AdminField> {
  const { field, form } = bound;
  const isCheckbox = field.widget instanceof CheckboxInput;
  const isGroup = field.widget.useFieldset;
  const id = bound.autoId;
  const contents = markSafe(await bound.__html__());
  return {
    name: form.htmlName(bound.name),
    label: labelOf(bound, isCheckbox, isGroup),
    contents,
    errors: bound.errors.length > 0 ? await bound.errors.asUl() : "",
    help_text: field.helpText === "" ? "" : markSafe(textOf(field.helpText)),
    help_id: `${id}_helptext`,
    is_hidden: bound.isHidden,
    is_checkbox: isCheckbox,
    is_readonly: false,
    is_group: isGroup,
    label_id: `${id}_label`,
  };
}

function labelOf(bound: BoundField, isCheckbox: boolean, isGroup: boolean): SafeString {
  const classes = [
    ...(isCheckbox ? ["vCheckboxLabel"] : []),
    ...(bound.field.required ? ["required"] : []),
  ].join(" ");
  const suffix = isCheckbox ? "" : (bound.field.labelSuffix ?? bound.form.labelSuffix);
  const text = textOf(bound.label);
  const tail = text !== "" && ":?.!".includes(text.at(-1) ?? "") ? "" : suffix;
  const css = classes === "" ? "" : formatHtml(' class="{}"', classes);
  if (isGroup) {
    return formatHtml('<span id="{}_label"{}>{}{}</span>', bound.autoId, css, bound.label, tail);
  }
  return formatHtml('<label for="{}"{}>{}{}</label>', bound.idForLabel, css, bound.label, tail);
}

async function readonlyField(layout: LayOut, name: string): Promise<AdminField> {
  const { admin, form, request } = layout;
  const { label, helpText, contents } = await readonlyValue(admin, name, form, request);
  const markup = nameInMarkup(name === "__str__" ? "str" : name);
  const id = `id_${form.addPrefix(markup)}`;
  return {
    name: name === "__str__" ? "__str__" : markup,
    label: formatHtml(
      '<span class="readonly-label" id="{}_label">{}{}</span>',
      id,
      label,
      form.labelSuffix,
    ),
    contents,
    errors: "",
    help_text: helpText === "" ? "" : markSafe(textOf(helpText)),
    help_id: `${id}_helptext`,
    is_hidden: Object.hasOwn(form.fields, name) && form.get(name).isHidden,
    is_checkbox: false,
    is_readonly: true,
    is_group: false,
    label_id: `${id}_label`,
  };
}
