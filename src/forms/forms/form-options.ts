import type { ErrorList } from "../errors/error-list.ts";
import type { DataInput } from "../form-data.ts";
import type { BaseRenderer, BoundFieldClass } from "../rendering/renderers.ts";

export interface FormOptions<F = Record<string, unknown>> {
  /** What was sent: `request.POST`. Without it and `files` the form is empty and has no errors. */
  readonly data?: DataInput | null | undefined;
  /** The files that were sent: `request.FILES`. */
  readonly files?: DataInput | null | undefined;
  /** What ids are made of: `%s` stands for the name; false for none. Default `"id_%s"`. */
  readonly autoId?: string | boolean | undefined;
  /** Goes in front of the names, for several forms in one page. */
  readonly prefix?: string | undefined;
  /** What an empty form shows, by field. */
  readonly initial?: { readonly [Name in keyof F]?: unknown } | undefined;
  readonly errorClass?: typeof ErrorList | undefined;
  /** What stands behind labels. Default `":"`. */
  readonly labelSuffix?: string | undefined;
  /** Whether a form with nothing in it is valid. Default false. */
  readonly emptyPermitted?: boolean | undefined;
  /** The names of the fields that come first. */
  readonly fieldOrder?: readonly string[] | undefined;
  /** Whether elements of required fields say so. Default true. */
  readonly useRequiredAttribute?: boolean | undefined;
  readonly renderer?: BaseRenderer | undefined;
  readonly boundFieldClass?: BoundFieldClass | undefined;
}
