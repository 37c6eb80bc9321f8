/** What a class of the admin can say of a model; names are the model's fields. Source: Django, `ModelAdmin`. */
import type { AnyModelFormClass, FormFieldOptions, WidgetClass } from "../../forms/index.ts";
import type { Paginator } from "../../paginator/index.ts";
import type { ListFilterClass } from "../changelist/list-filter.ts";
import type { Action, Display } from "./display.ts";
import type { InlineModelAdmin } from "./inline-model-admin.ts";

/** Fields, those in a list of their own on one line. */
export type FieldLines = readonly (string | readonly string[])[];

/** A part of the form with its heading; `null`: none. */
export type Fieldset = readonly [
  name: string | null,
  options: {
    readonly fields: FieldLines;
    /** `"collapse"`: folded until it is opened; `"wide"`. */
    readonly classes?: readonly string[];
    /** HTML above the fields; it is not escaped. */
    readonly description?: string;
  },
];

/** A field's name, a path, or a filter's class; `[name, Filter]`: that field with another filter. */
export type FilterSpec = string | ListFilterClass | readonly [string, ListFilterClass];

/** Options of kinds of fields: `{ text: { widget: Editor } }`. The names are those of `fields`. */
export type FormFieldOverrides = Readonly<Record<string, FormFieldOptions>>;

/** Horizontal or vertical. */
export type RadioDirection = "horizontal" | "vertical";

export type ShowFacets = "always" | "allow" | "never";

/** A class of inline forms. */
export type InlineClass = new (
  // oxlint-disable-next-line typescript/no-explicit-any -- whatever the model
  ...args: any[]
) => InlineModelAdmin<any>; // oxlint-disable-line typescript/no-explicit-any -- whatever the model

/** What the page of a model and an inline form in another one's have in common. */
export interface BaseOptions {
  /** Fields of the form, those in a list of their own on one line. Default: all that may be edited. */
  readonly fields?: FieldLines | undefined;
  readonly exclude?: readonly string[] | undefined;
  readonly fieldsets?: readonly Fieldset[] | undefined;
  /** A class made by `defineModelForm`. */
  readonly form?: AnyModelFormClass | undefined;
  /** Shown and not edited: fields, members of the model, names of `displays`. */
  readonly readonlyFields?: readonly string[] | undefined;
  readonly ordering?: readonly (string | object)[] | undefined;
  /** Relations whose keys are typed in, or picked in a window. */
  readonly rawIdFields?: readonly string[] | undefined;
  /** Relations that are searched for while typing. */
  readonly autocompleteFields?: readonly string[] | undefined;
  readonly radioFields?: Readonly<Record<string, RadioDirection>> | undefined;
  readonly filterHorizontal?: readonly string[] | undefined;
  readonly filterVertical?: readonly string[] | undefined;
  /** Fields that follow others while these are typed: `{ slug: ["title"] }`. */
  readonly prepopulatedFields?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly formfieldOverrides?: FormFieldOverrides | undefined;
  /** Widgets of fields by name. */
  readonly widgets?: Readonly<Record<string, WidgetClass>> | undefined;
  /** Whether objects have a "View on site". Default: where the model has `getAbsoluteUrl()`. */
  readonly viewOnSite?: boolean | ((object: never) => string) | undefined;
  /** Shown in place of what is empty. Default: the site's, `-`. */
  readonly emptyValueDisplay?: string | undefined;
}

export interface AdminOptions<M = object> extends BaseOptions {
  /** Columns: fields, paths over relations, members of the model, names of `displays`, `"__str__"`. Default `["__str__"]`. */
  readonly listDisplay?: readonly string[] | undefined;
  /** Columns that lead to the object; `null`: none. Default: the first. */
  readonly listDisplayLinks?: readonly string[] | null | undefined;
  readonly listEditable?: readonly string[] | undefined;
  readonly listFilter?: readonly FilterSpec[] | undefined;
  readonly listPerPage?: number | undefined;
  readonly listMaxShowAll?: number | undefined;
  /** Relations read along; `true`: all of `listDisplay`. */
  readonly listSelectRelated?: boolean | readonly string[] | undefined;
  /** `title`, `author.lastName`; `=` exactly, `^` at the beginning, `@` by words before it. */
  readonly searchFields?: readonly string[] | undefined;
  readonly searchHelpText?: string | undefined;
  readonly dateHierarchy?: string | undefined;
  readonly sortableBy?: readonly string[] | undefined;
  readonly showFullResultCount?: boolean | undefined;
  readonly showFacets?: ShowFacets | undefined;
  readonly paginator?: typeof Paginator | undefined;
  /** Columns and read-only values by their names. */
  readonly displays?: Readonly<Record<string, Display<M>>> | undefined;
  /** What can be done with the chosen objects, by name, besides the site's; `null`: nothing at all. */
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
  /** The foreign key to the parent, where there are several. */
  readonly fkName?: string | undefined;
  /** Empty forms shown besides. Default 3. */
  readonly extra?: number | undefined;
  readonly minNum?: number | undefined;
  readonly maxNum?: number | undefined;
  readonly canDelete?: boolean | undefined;
  readonly showChangeLink?: boolean | undefined;
  readonly verboseName?: string | undefined;
  readonly verboseNamePlural?: string | undefined;
  /** `["collapse"]`: folded. */
  readonly classes?: readonly string[] | undefined;
  readonly displays?: Readonly<Record<string, Display<M>>> | undefined;
  readonly template?: string | undefined;
}
