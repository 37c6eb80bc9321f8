/** Options of admin classes; names are the model's fields. Source: Django, `ModelAdmin`. */
import type { AnyModelFormClass, FormFieldOptions, WidgetClass } from "../../forms/index.ts";
import type { Paginator } from "../../paginator/index.ts";
import type { ListFilterClass } from "../changelist/list-filter.ts";
import type { Action, Display } from "./display.ts";
import type { InlineModelAdmin } from "./inline-model-admin.ts";

/** Fields; an inner list puts fields on one line. */
export type FieldLines = readonly (string | readonly string[])[];

/** A part of the form with its heading; `null` for none. */
export type Fieldset = readonly [
  name: string | null,
  options: {
    readonly fields: FieldLines;
    /** `"collapse"` hides it until it is opened; `"wide"`. */
    readonly classes?: readonly string[];
    /** HTML above the fields, not escaped. */
    readonly description?: string;
  },
];

/** A field's name, a path, or a filter class; `[name, Filter]` uses another filter for the field. */
export type FilterSpec = string | ListFilterClass | readonly [string, ListFilterClass];

/** Options by kind of field: `{ text: { widget: Editor } }`. The names are those of `fields`. */
export type FormFieldOverrides = Readonly<Record<string, FormFieldOptions>>;

/** Horizontal or vertical. */
export type RadioDirection = "horizontal" | "vertical";

export type ShowFacets = "always" | "allow" | "never";

/** An inline class. */
export type InlineClass = new (
  // oxlint-disable-next-line typescript/no-explicit-any -- whatever the model
  ...args: any[]
) => InlineModelAdmin<any>; // oxlint-disable-line typescript/no-explicit-any -- whatever the model

/** Options shared by pages and inlines. */
export interface BaseOptions {
  /** Fields of the form; an inner list puts fields on one line. Default: all editable fields. */
  readonly fields?: FieldLines | undefined;
  readonly exclude?: readonly string[] | undefined;
  readonly fieldsets?: readonly Fieldset[] | undefined;
  /** A class created with `defineModelForm`. */
  readonly form?: AnyModelFormClass | undefined;
  /** Shown but not editable: fields, members of the model, names of `displays`. */
  readonly readonlyFields?: readonly string[] | undefined;
  readonly ordering?: readonly (string | object)[] | undefined;
  /** Relations whose keys are typed or chosen in a popup. */
  readonly rawIdFields?: readonly string[] | undefined;
  /** Relations with a search field. */
  readonly autocompleteFields?: readonly string[] | undefined;
  readonly radioFields?: Readonly<Record<string, RadioDirection>> | undefined;
  readonly filterHorizontal?: readonly string[] | undefined;
  readonly filterVertical?: readonly string[] | undefined;
  /** Fields filled while others are typed: `{ slug: ["title"] }`. */
  readonly prepopulatedFields?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly formfieldOverrides?: FormFieldOverrides | undefined;
  /** Widgets by field name. */
  readonly widgets?: Readonly<Record<string, WidgetClass>> | undefined;
  /** Whether to show "View on site". Default: if the model has `getAbsoluteUrl()`. */
  readonly viewOnSite?: boolean | ((object: never) => string) | undefined;
  /** Shown for empty values. Default: the site's, `-`. */
  readonly emptyValueDisplay?: string | undefined;
}

export interface AdminOptions<M = object> extends BaseOptions {
  /** Columns: fields, paths over relations, members of the model, names of `displays`, `"__str__"`. Default `["__str__"]`. */
  readonly listDisplay?: readonly string[] | undefined;
  /** Columns that link to the object; `null` for none. Default: the first. */
  readonly listDisplayLinks?: readonly string[] | null | undefined;
  readonly listEditable?: readonly string[] | undefined;
  readonly listFilter?: readonly FilterSpec[] | undefined;
  readonly listPerPage?: number | undefined;
  readonly listMaxShowAll?: number | undefined;
  /** Relations to load with the rows; `true` means all in `listDisplay`. */
  readonly listSelectRelated?: boolean | readonly string[] | undefined;
  /** `title`, `author.lastName`; prefix `=` for exact match, `^` for the beginning, `@` for full-text search. */
  readonly searchFields?: readonly string[] | undefined;
  readonly searchHelpText?: string | undefined;
  readonly dateHierarchy?: string | undefined;
  readonly sortableBy?: readonly string[] | undefined;
  readonly showFullResultCount?: boolean | undefined;
  readonly showFacets?: ShowFacets | undefined;
  readonly paginator?: typeof Paginator | undefined;
  /** Columns and read-only values by name. */
  readonly displays?: Readonly<Record<string, Display<M>>> | undefined;
  /** Actions by name, besides the site's; `null` disables all. */
  readonly actions?: Readonly<Record<string, Action<M>>> | null | undefined;
  readonly actionsOnTop?: boolean | undefined;
  readonly actionsOnBottom?: boolean | undefined;
  readonly actionsSelectionCounter?: boolean | undefined;
  readonly inlines?: readonly InlineClass[] | undefined;
  readonly saveAs?: boolean | undefined;
  readonly saveAsContinue?: boolean | undefined;
  readonly saveOnTop?: boolean | undefined;
  readonly preserveFilters?: boolean | undefined;
  readonly addFormTemplate?: string | undefined;
  readonly changeFormTemplate?: string | undefined;
  readonly changeListTemplate?: string | undefined;
  readonly deleteConfirmationTemplate?: string | undefined;
  readonly deleteSelectedConfirmationTemplate?: string | undefined;
  readonly objectHistoryTemplate?: string | undefined;
}

export interface InlineOptions<M = object> extends BaseOptions {
  /** The foreign key to the parent, if there are several. */
  readonly fkName?: string | undefined;
  /** Number of empty forms. Default 3. */
  readonly extra?: number | undefined;
  readonly minNum?: number | undefined;
  readonly maxNum?: number | undefined;
  readonly canDelete?: boolean | undefined;
  readonly showChangeLink?: boolean | undefined;
  readonly verboseName?: string | undefined;
  readonly verboseNamePlural?: string | undefined;
  /** `["collapse"]` hides the forms until opened. */
  readonly classes?: readonly string[] | undefined;
  readonly displays?: Readonly<Record<string, Display<M>>> | undefined;
  readonly template?: string | undefined;
}
