/** Relations whose keys are typed or chosen from a list. Source: Django, `ForeignKeyRawIdWidget`. */
import { TextInput, type Attrs, type FormData, type WidgetContext } from "../../../forms/index.ts";
import { textOf } from "../../../templates/index.ts";
import { quote } from "../../quote.ts";
import type { ChosenObject, ShowsChosen } from "./chosen.ts";
import { limitParameters } from "../../limited-choices.ts";
import { relatedUrl, toFieldOf, type Relation } from "./relation.ts";

export class ForeignKeyRawIdWidget extends TextInput implements ShowsChosen {
  static override templateName = "admin/widgets/foreign_key_raw_id.html";
  readonly relation: Relation;
  chosen: ReadonlyMap<string, ChosenObject> = new Map();

  constructor(relation: Relation, attrs: Readonly<Attrs> = {}) {
    super({ attrs });
    this.relation = relation;
  }

  protected get cssClass(): string {
    return "vForeignKeyRawIdAdminField";
  }

  override getContext(name: string, value: unknown, attrs: Readonly<Attrs> = {}): WidgetContext {
    const context = super.getContext(name, value, attrs);
    const list = relatedUrl(this.relation, "changelist");
    if (list !== undefined) context.attrs["class"] ??= this.cssClass;
    const query = new URLSearchParams(this.urlParameters()).toString();
    const chosen = this.chosen.get(textOf(value ?? ""));
    return Object.assign(context, {
      related_url: list === undefined ? null : `${list}${query && `?${query}`}`,
      link_title: `Look up ${this.relation.related.verboseName}`,
      link_label: chosen && shortened(chosen.label),
      link_url: chosen && this.changeUrl(chosen.object),
    });
  }

  /** Limits of the list, and the field that identifies objects. */
  protected urlParameters(): Record<string, string> {
    return { ...limitsOf(this.relation), _to_field: toFieldOf(this.relation) };
  }

  private changeUrl(object: object): string | undefined {
    return relatedUrl(this.relation, "change", quote(Reflect.get(object, "pk")));
  }
}

/** Comma-separated keys. */
export class ManyToManyRawIdWidget extends ForeignKeyRawIdWidget {
  static override templateName = "admin/widgets/many_to_many_raw_id.html";

  protected override get cssClass(): string {
    return "vManyToManyRawIdAdminField";
  }

  protected override urlParameters(): Record<string, string> {
    return limitsOf(this.relation);
  }

  override valueFromDatadict(data: FormData, _files: FormData, name: string): unknown {
    const value = data.get(name);
    return value ? textOf(value).split(",") : null;
  }

  override formatValue(value: unknown): unknown {
    const keys: readonly unknown[] = Array.isArray(value) ? value : value ? [value] : [];
    return keys.map(textOf).join(",");
  }
}

/** Returns the first fourteen words. */
function shortened(label: string): string {
  const words = label.split(/\s+/);
  return words.length > 14 ? `${words.slice(0, 14).join(" ")} …` : label;
}

/** Returns a relation's `limitChoicesTo` as query parameters of the list. */
function limitsOf({ field }: Relation): Record<string, string> {
  return Object.fromEntries(limitParameters(field.declaration.limitChoicesTo));
}
