/** Form fields of relations. Source: Django, `formfield_for_foreignkey` and `formfield_for_manytomany`. */
import {
  CheckboxSelectMultiple,
  formfield,
  ModelChoiceField,
  SelectMultiple,
  type Field,
  type FormFieldOptions,
  type ModelField,
  type Widget,
} from "../../forms/index.ts";
import type { HttpRequest } from "../../http/index.ts";
import { querySetOf, type ManyToManyInfo } from "../../models/index.ts";
import type { BaseModelAdmin } from "../options/base-model-admin.ts";
import { AutocompleteSelect, AutocompleteSelectMultiple } from "./widgets/autocomplete.ts";
import { FilteredSelectMultiple } from "./widgets/filtered-select.ts";
import { AdminRadioSelect } from "./widgets/plain-widgets.ts";
import { ForeignKeyRawIdWidget, ManyToManyRawIdWidget } from "./widgets/raw-id.ts";
import { RelatedFieldWidgetWrapper } from "./widgets/related-wrapper.ts";
import { relationOf, type Relation } from "./widgets/relation.ts";

const hint = "Hold down “Control”, or “Command” on a Mac, to select more than one.";

export async function relationField(
  admin: BaseModelAdmin,
  field: ModelField,
  request: HttpRequest,
  options: FormFieldOptions,
): Promise<Field | null> {
  const several = field.declaration.kind === "manyToMany";
  // A through model with further fields is edited by inlines.
  if (several && !(field as ManyToManyInfo).isAutomatic) return null;
  if (!several && field.declaration.parentLink === true) return null;
  const relation = relationOf(field, admin.adminSite);
  const own = several ? manyWidget(admin, relation, request) : oneWidget(admin, relation, request);
  const made = formfield(field, { ...(own && { widget: own }), ...options });
  if (!(made instanceof ModelChoiceField)) return made;
  const rows = admin.getFieldQueryset(field, request) ?? orderedRows(relation, request);
  if (rows) made.queryset = rows;
  if (own instanceof AdminRadioSelect) made.emptyLabel = field.declaration.blank ? "None" : null;
  if (several) addHint(made);
  if (!admin.rawIdFields.includes(field.name)) {
    made.widget = await wrapped(made.widget, relation, request);
  }
  return made;
}

function oneWidget(
  admin: BaseModelAdmin,
  relation: Relation,
  request: HttpRequest,
): Widget | undefined {
  const { name } = relation.field;
  if (admin.getAutocompleteFields(request).includes(name)) return new AutocompleteSelect(relation);
  if (admin.rawIdFields.includes(name)) return new ForeignKeyRawIdWidget(relation);
  if (!Object.hasOwn(admin.radioFields, name)) return undefined;
  const inline = admin.radioFields[name] === "horizontal" ? " inline" : "";
  return new AdminRadioSelect({ attrs: { class: `radiolist${inline}` } });
}

function manyWidget(
  admin: BaseModelAdmin,
  relation: Relation,
  request: HttpRequest,
): Widget | undefined {
  const { name, verboseName } = relation.field;
  if (admin.getAutocompleteFields(request).includes(name)) {
    return new AutocompleteSelectMultiple(relation);
  }
  if (admin.rawIdFields.includes(name)) return new ManyToManyRawIdWidget(relation);
  const isStacked = admin.filterVertical.includes(name);
  if (!isStacked && !admin.filterHorizontal.includes(name)) return undefined;
  return new FilteredSelectMultiple(verboseName, isStacked);
}

/** Returns the related objects in the order of their own list. */
function orderedRows({ related, site }: Relation, request: HttpRequest) {
  const ordering = site.findModelAdmin(related.model)?.getOrdering(request) ?? [];
  if (ordering.length === 0) return undefined;
  return querySetOf(related.model).orderBy(...(ordering as never[]));
}

function addHint(field: ModelChoiceField): void {
  const { widget } = field;
  const isPlain = widget instanceof SelectMultiple && !(widget instanceof CheckboxSelectMultiple);
  if (!isPlain) return;
  const help = typeof field.helpText === "string" ? field.helpText : "";
  field.helpText = help === "" ? hint : `${help} ${hint}`;
}

async function wrapped(
  widget: Widget,
  relation: Relation,
  request: HttpRequest,
): Promise<RelatedFieldWidgetWrapper> {
  const related = relation.site.findModelAdmin(relation.related.model);
  return new RelatedFieldWidgetWrapper(widget, relation, {
    canAddRelated: (await related?.hasAddPermission(request)) ?? false,
    canChangeRelated: (await related?.hasChangePermission(request)) ?? false,
    canDeleteRelated: (await related?.hasDeletePermission(request)) ?? false,
    canViewRelated: (await related?.hasViewPermission(request)) ?? false,
  });
}
