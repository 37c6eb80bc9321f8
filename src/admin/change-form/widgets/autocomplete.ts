/** Widgets that search for related objects. Source: Django, `AutocompleteMixin` in `admin/widgets.py`. */
import { Select, type Attrs, type OptionContext, type OptionGroup } from "../../../forms/index.ts";
import { adminUrl } from "../../site/admin-url.ts";
import { nameInMarkup } from "../../names.ts";
import type { ChosenObject, ShowsChosen } from "./chosen.ts";
import type { Relation } from "./relation.ts";

/** Chooses one object. The page contains only the chosen one; a script requests others. */
export class AutocompleteSelect extends Select implements ShowsChosen {
  readonly relation: Relation;
  chosen: ReadonlyMap<string, ChosenObject> = new Map();

  constructor(relation: Relation, attrs: Readonly<Attrs> = {}) {
    super({ attrs });
    this.relation = relation;
  }

  override get offersAll(): boolean {
    return false;
  }

  override buildAttrs(base: Readonly<Attrs>, extra: Readonly<Attrs> = {}): Attrs {
    const { field, site } = this.relation;
    const attrs = super.buildAttrs(base, extra);
    const own = typeof attrs["class"] === "string" ? `${attrs["class"]} ` : "";
    return {
      ...attrs,
      "data-ajax--url": adminUrl(site, "autocomplete"),
      "data-app-label": field.model.appLabel,
      "data-model-name": field.model.modelName,
      "data-field-name": nameInMarkup(field.name),
      "data-allow-clear": String(!this.isRequired),
      class: `${own}admin-autocomplete`,
    };
  }

  /** A choice may be empty although the first option is not. */
  override useRequiredAttribute(): boolean {
    return !this.isHidden && !this.kind.allowMultipleSelected;
  }

  override optgroups(
    name: string,
    value: readonly string[],
    attrs: Readonly<Attrs> = {},
  ): readonly OptionGroup[] {
    const several = this.kind.allowMultipleSelected;
    const shown = [...this.chosen].filter(([key]) => value.includes(key));
    const pairs: [string, string][] = shown.map(([key, { label }]) => [key, label]);
    if (!this.isRequired && !several) pairs.unshift(["", ""]);
    const options: OptionContext[] = pairs.map(([key, label], index) =>
      this.createOption(
        name,
        key,
        label,
        { index, subindex: null, selected: key !== "" && value.includes(key) },
        attrs,
      ),
    );
    return [[null, options, 0]];
  }
}

/** Chooses several objects. */
export class AutocompleteSelectMultiple extends AutocompleteSelect {
  static override allowMultipleSelected = true;

  override valueOmittedFromData(): boolean {
    return false;
  }
}
