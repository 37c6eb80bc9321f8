import { markSafe, SafeString, textOf, type Html } from "../../templates/index.ts";
import type { ErrorList } from "../errors/error-list.ts";
import type { Field } from "../fields/field.ts";
import { JsonData } from "../json/json-data.ts";
import type { Attrs } from "../rendering/flatatt.ts";
import { htmlText, type BaseRenderer, type Rendered } from "../rendering/renderers.ts";
import { isTrue } from "../truth.ts";
import { Textarea, TextInput } from "../widgets/input.ts";
import type { Widget } from "../widgets/widget.ts";
import { BoundWidget } from "./bound-widget.ts";
import type { BaseForm } from "./form.ts";
import { labelTag, type LabelOptions } from "./label-tag.ts";
import { prettyName } from "./names.ts";
import { boundWidgetAttrs } from "./widget-attrs.ts";

export interface AsWidgetOptions {
  /** Replaces the field's widget. */
  readonly widget?: Widget | undefined;
  readonly attrs?: Readonly<Attrs> | undefined;
  /** Whether to show the initial value, under its own name. */
  readonly onlyInitial?: boolean | undefined;
}

/** A form's field with its submitted data, as templates show it. */
export class BoundField implements Html {
  readonly form: BaseForm;
  readonly field: Field;
  readonly name: string;
  /** Name in the page. */
  readonly htmlName: string;
  readonly htmlInitialName: string;
  readonly htmlInitialId: string;
  readonly label: unknown;
  readonly renderer: BaseRenderer;
  #autoId: string | undefined;
  #initial: { readonly value: unknown } | undefined;
  #subwidgets: readonly BoundWidget[] | undefined;

  constructor(form: BaseForm, field: Field, name: string) {
    this.form = form;
    this.field = field;
    this.name = name;
    const own = form.htmlName(name);
    this.htmlName = form.addPrefix(own);
    this.htmlInitialName = form.addInitialPrefix(own);
    this.htmlInitialId = form.addInitialPrefix(this.autoId);
    this.label = field.label ?? prettyName(own);
    this.renderer = form.renderer;
  }

  get helpText(): unknown {
    return this.field.helpText || "";
  }

  /** The elements of the widget. */
  get subwidgets(): readonly BoundWidget[] {
    const { widget } = this.field;
    const id = widget.attrs["id"] || this.autoId;
    const attrs = this.buildWidgetAttrs(id ? { id } : {});
    return (this.#subwidgets ??= widget
      .subwidgets(this.htmlName, this.value(), attrs)
      .map((data) => new BoundWidget(widget, data, this.renderer)));
  }

  [Symbol.iterator](): Iterator<BoundWidget> {
    return this.subwidgets[Symbol.iterator]();
  }

  /** Number of elements. */
  get length(): number {
    return this.subwidgets.length;
  }

  /** Returns the element at an index. */
  at(index: number): BoundWidget | undefined {
    return this.subwidgets.at(index);
  }

  get errors(): ErrorList {
    const { errors } = this.form;
    return errors.get(this.name) ?? this.form.newErrorList();
  }

  /** @internal Whether it has errors, without creating an empty list. */
  get hasErrors(): boolean {
    return (this.form.errors.get(this.name)?.length ?? 0) > 0;
  }

  get templateName(): string {
    return this.field.templateName ?? this.renderer.fieldTemplateName;
  }

  getContext(): Readonly<Record<string, unknown>> {
    return { field: this };
  }

  /** Renders label, help text, errors and widget. */
  asFieldGroup(): Rendered {
    return this.whenReady(() => this.renderer.render(this.templateName, this.getContext()));
  }

  /** Renders the widget. */
  asWidget({
    widget = this.field.widget,
    attrs,
    onlyInitial = false,
  }: AsWidgetOptions = {}): Rendered {
    return this.whenReady(() => this.rendered({ widget, attrs, onlyInitial }));
  }

  private rendered({
    widget,
    attrs,
    onlyInitial,
  }: AsWidgetOptions & { readonly widget: Widget }): Rendered {
    if (this.field.localize) widget.isLocalized = true;
    const own = this.buildWidgetAttrs(attrs, widget);
    if (this.autoId && !("id" in widget.attrs)) {
      own["id"] ??= onlyInitial ? this.htmlInitialId : this.autoId;
    }
    const name = onlyInitial ? this.htmlInitialName : this.htmlName;
    const value = onlyInitial ? this.initialValueSent() : this.value();
    return widget.render(name, value, own, this.renderer);
  }

  private initialValueSent(): unknown {
    return this.form.data.has(this.htmlInitialName)
      ? this.form.widgetDataValue(this.field.hiddenWidget(), this.htmlInitialName)
      : this.value();
  }

  asText(attrs: Readonly<Attrs> = {}): Rendered {
    return this.asWidget({ widget: new TextInput(), attrs });
  }

  asTextarea(attrs: Readonly<Attrs> = {}): Rendered {
    return this.asWidget({ widget: new Textarea(), attrs });
  }

  asHidden(attrs: Readonly<Attrs> = {}, onlyInitial = false): Rendered {
    return this.asWidget({ widget: this.field.hiddenWidget(), attrs, onlyInitial });
  }

  /** The submitted data; null if there is none. */
  get data(): unknown {
    const { json } = this;
    if (json === undefined) return this.form.widgetDataValue(this.field.widget, this.htmlName);
    return json.value === null || !this.field.acceptsJson(json.value)
      ? null
      : this.field.fromJson(json.value, json.exact);
  }

  /** @internal Value in a JSON body, by its own name or the one in the page; undefined for other data. */
  get json(): { readonly value: unknown; readonly exact: string | undefined } | undefined {
    const { data } = this.form;
    if (!(data instanceof JsonData)) return undefined;
    const name = data.has(this.name) ? this.name : this.form.htmlName(this.name);
    return { value: data.get(name), exact: data.exact(name) };
  }

  /** Returns the displayed value: the submitted or the initial one. */
  value(): unknown {
    const { field, form } = this;
    const initial = field.shownInitial(this.initial);
    return field.prepareValue(form.isBound ? field.boundData(this.data, initial) : initial) ?? null;
  }

  /** Whether the submitted data differs from the initial value. */
  hasChanged(): boolean {
    const { field } = this;
    if (!field.showHiddenInitial) {
      return field.hasChanged(field.shownInitial(this.initial), this.data);
    }
    const sent = this.form.widgetDataValue(field.hiddenWidget(), this.htmlInitialName);
    const initial = this.form.tryClean(() => field.toPython(sent));
    return initial === undefined || field.hasChanged(field.shownInitial(initial.value), this.data);
  }

  /** Renders the `<label>`. */
  labelTag(options: LabelOptions = {}): Rendered {
    return labelTag(this, options);
  }

  /** Renders the `<legend>` of a field with a `<fieldset>`. */
  legendTag(options: LabelOptions = {}): Rendered {
    return labelTag(this, { ...options, tag: "legend" });
  }

  /** @param extraClasses Additional classes, separated by spaces. */
  cssClasses(extraClasses: string | readonly string[] = ""): string {
    const extra = typeof extraClasses === "string" ? extraClasses.split(/\s+/) : extraClasses;
    const classes = new Set(extra.filter(Boolean));
    const { errorCssClass, requiredCssClass } = this.form;
    if (errorCssClass !== undefined && this.hasErrors) classes.add(errorCssClass);
    if (requiredCssClass !== undefined && this.field.required) classes.add(requiredCssClass);
    return [...classes].join(" ");
  }

  get isHidden(): boolean {
    return this.field.widget.isHidden;
  }

  /** The field's id from the form's `autoId`; empty without one. */
  get autoId(): string {
    return (this.#autoId ??= idOf(this.form.autoId, this.htmlName));
  }

  get idForLabel(): string {
    const { widget } = this.field;
    return widget.idForLabel(textOf(widget.attrs["id"] || this.autoId), undefined);
  }

  get initial(): unknown {
    this.#initial ??= { value: this.form.getInitialForField(this.field, this.name) };
    return this.#initial.value;
  }

  buildWidgetAttrs(attrs: Readonly<Attrs> = {}, widget: Widget = this.field.widget): Attrs {
    return boundWidgetAttrs(this, attrs, widget);
  }

  /** Ids of the elements that describe the field; undefined if its widget sets them. */
  get ariaDescribedby(): string | null {
    if (isTrue(this.field.widget.attrs["aria-describedby"])) return null;
    if (!this.autoId || this.isHidden) return "";
    const ids = [
      ...(isTrue(this.helpText) ? [`${this.autoId}_helptext`] : []),
      ...(this.hasErrors ? [`${this.autoId}_error`] : []),
    ];
    return ids.join(" ");
  }

  /** The widget's class in lower case, without `widget` and `input`: `select`, `text`. */
  get widgetType(): string {
    return this.field.widget.constructor.name.toLowerCase().replace(/widget$|input$/, "");
  }

  get useFieldset(): boolean {
    return this.field.widget.useFieldset;
  }

  toString(): string {
    return htmlText(this.__html__());
  }

  __html__(): Rendered {
    const widget = this.asWidget();
    if (!this.field.showHiddenInitial) return widget;
    const hidden = this.asHidden({}, true);
    if (widget instanceof SafeString && hidden instanceof SafeString) {
      return markSafe(widget.value + hidden.value);
    }
    return Promise.all([widget, hidden]).then((both) => markSafe(both.join("")));
  }

  /** Renders once the form is validated and the choices are loaded. */
  private whenReady(render: () => Rendered): Rendered {
    const pending = this.form.whenReady(this.field);
    return pending ? pending.then(render) : render();
  }

  /** Always true in templates, whatever it contains. */
  get [Symbol.for("mkweb.truth")](): boolean {
    return true;
  }

  /** Templates await it. */
  [Symbol.for("mkweb.whenReady")](): Promise<this> | undefined {
    return this.form.whenReady(this.field)?.then(() => this);
  }

  /** `{{ field.0 }}`; templates also use the field's name in pages. */
  [Symbol.for("mkweb.templateAttribute")](key: string): unknown {
    if (key === "name") return this.form.htmlName(this.name);
    return /^\d+$/.test(key) ? this.at(Number(key)) : undefined;
  }
}

function idOf(autoId: string | boolean, htmlName: string): string {
  if (typeof autoId === "string" && autoId.includes("%s")) return autoId.replace("%s", htmlName);
  return autoId ? htmlName : "";
}
