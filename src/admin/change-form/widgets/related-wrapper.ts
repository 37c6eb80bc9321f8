/** Wraps a relation's widget with links to add, change, delete and view objects. Source: Django, `RelatedFieldWidgetWrapper`. */
import {
  ChoiceWidget,
  type Attrs,
  type BaseRenderer,
  type Choices,
  type ChoicesInput,
  type FormData,
  type Media,
  type Rendered,
  type Widget,
  type WidgetContext,
} from "../../../forms/index.ts";
import { formatHtml, SafeString, textOf } from "../../../templates/index.ts";
import { goOn } from "../../../values/index.ts";
import { relatedUrl, toFieldOf, type Relation } from "./relation.ts";

/** The visitor's permissions for objects of the related model. */
export interface RelatedPermissions {
  readonly canAddRelated: boolean;
  readonly canChangeRelated: boolean;
  readonly canDeleteRelated: boolean;
  readonly canViewRelated: boolean;
}

export class RelatedFieldWidgetWrapper extends ChoiceWidget {
  widget: Widget;
  readonly relation: Relation;
  canAddRelated: boolean;
  canChangeRelated: boolean;
  canDeleteRelated: boolean;
  canViewRelated: boolean;

  constructor(widget: Widget, relation: Relation, may: RelatedPermissions) {
    super();
    this.widget = widget;
    this.relation = relation;
    const several = allowsSeveral(widget);
    const cascades = relation.field.declaration.onDelete === "cascade";
    this.canAddRelated = may.canAddRelated;
    this.canChangeRelated = !several && may.canChangeRelated;
    this.canDeleteRelated = !several && !cascades && may.canDeleteRelated;
    this.canViewRelated = !several && may.canViewRelated;
    this.attrs = widget.attrs;
    this.isRequired = widget.isRequired;
  }

  override clone(): this {
    const copy = super.clone();
    copy.widget = this.widget.clone();
    copy.attrs = copy.widget.attrs;
    return copy;
  }

  override get offersAll(): boolean {
    return this.widget instanceof ChoiceWidget && this.widget.offersAll;
  }

  override get choices(): Choices {
    return this.widget instanceof ChoiceWidget ? this.widget.choices : super.choices;
  }

  override set choices(choices: ChoicesInput) {
    if (this.widget instanceof ChoiceWidget) this.widget.choices = choices;
  }

  override get isHidden(): boolean {
    return this.widget.isHidden;
  }

  override get useFieldset(): boolean {
    return this.widget.useFieldset;
  }

  override get needsMultipartForm(): boolean {
    return this.widget.needsMultipartForm;
  }

  override get media(): Media {
    return this.widget.media;
  }

  override render(
    name: string,
    value: unknown,
    attrs: Readonly<Attrs> = {},
    renderer?: BaseRenderer,
  ): Rendered {
    const widget = this.widget.render(name, value, attrs, renderer);
    const wrap = (html: SafeString): SafeString => this.wrapped(html, textOf(attrs["id"] ?? ""));
    return goOn(widget, wrap);
  }

  override getContext(name: string, value: unknown, attrs: Readonly<Attrs> = {}): WidgetContext {
    return this.widget.getContext(name, value, attrs);
  }

  override subwidgets(name: string, value: unknown, attrs: Readonly<Attrs> = {}) {
    return this.widget.subwidgets(name, value, attrs);
  }

  override valueFromDatadict(data: FormData, files: FormData, name: string): unknown {
    return this.widget.valueFromDatadict(data, files, name);
  }

  override valueOmittedFromData(data: FormData, files: FormData, name: string): boolean {
    return this.widget.valueOmittedFromData(data, files, name);
  }

  override idForLabel(id: string, index: string | null = null): string {
    return this.widget.idForLabel(id, index);
  }

  override useRequiredAttribute(initial: unknown): boolean {
    return this.widget.useRequiredAttribute(initial);
  }

  private wrapped(html: SafeString, id: string): SafeString {
    const { related } = this.relation;
    const links = this.isHidden ? "" : this.links(id);
    return formatHtml(
      '<div class="related-widget-wrapper" data-model-ref="{}">{}{}</div>',
      related.modelName,
      html,
      new SafeString(links),
    );
  }

  private links(id: string): string {
    const { related } = this.relation;
    const named = related.verboseName;
    const toField = `_to_field=${toFieldOf(this.relation)}`;
    const change = relatedUrl(this.relation, "change", "__fk__");
    const links: string[] = [];
    if (this.canChangeRelated && change) {
      const url = `${change}?${toField}&_popup=1`;
      links.push(template("change", id, url, `Change selected ${named}`));
    }
    const add = this.canAddRelated && relatedUrl(this.relation, "add");
    if (add) {
      links.push(
        formatHtml(
          '<a class="related-widget-wrapper-link add-related" id="add_{}" href="{}" data-popup="yes" title="{}"><span class="visually-hidden">{}</span></a>',
          id,
          `${add}?${toField}&_popup=1`,
          `Add another ${named}`,
          `Add another ${named}`,
        ).value,
      );
    }
    const remove = this.canDeleteRelated && relatedUrl(this.relation, "delete", "__fk__");
    if (remove) {
      const url = `${remove}?${toField}&_popup=1`;
      links.push(template("delete", id, url, `Delete selected ${named}`));
    }
    if (this.canViewRelated && change) {
      links.push(template("view", id, `${change}?${toField}`, `View selected ${named}`));
    }
    return links.length > 0 ? `<span class="related-links">${links.join("")}</span>` : "";
  }
}

/** A link whose target a script sets once an object is chosen. */
function template(verb: string, id: string, url: string, title: string): string {
  return formatHtml(
    '<a class="related-widget-wrapper-link {verb}-related" id="{verb}_{id}" data-href-template="{url}"{popup} title="{title}"><span class="visually-hidden">{title}</span></a>',
    { verb, id, url, title, popup: new SafeString(verb === "view" ? "" : ' data-popup="yes"') },
  ).value;
}

function allowsSeveral(widget: Widget): boolean {
  const kind = widget.constructor as { readonly allowMultipleSelected?: boolean };
  return kind.allowMultipleSelected === true;
}
