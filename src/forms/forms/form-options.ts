import type { ErrorList } from "../errors/error-list.ts";
import type { DataInput } from "../form-data.ts";
import type { BaseRenderer, BoundFieldClass } from "../rendering/renderers.ts";

export interface FormOptions<F = Record<string, unknown>> {
  /** Submitted data: `request.POST`. Without it and `files` the form is unbound and has no errors. */
  readonly data?: DataInput | null | undefined;
  /** Submitted files: `request.FILES`. */
  readonly files?: DataInput | null | undefined;
  /** Pattern of ids, with `%s` for the name; false for none. Default `"id_%s"`. */
  readonly autoId?: string | boolean | undefined;
  /** Prefix of the names, for several forms in one page. */
  readonly prefix?: string | undefined;
  /** Initial values by field. */
  readonly initial?: { readonly [Name in keyof F]?: unknown } | undefined;
  readonly errorClass?: typeof ErrorList | undefined;
  /** Text after labels. Default `":"`. */
  readonly labelSuffix?: string | undefined;
  /** Whether an empty form is valid. Default false. */
  readonly emptyPermitted?: boolean | undefined;
  /** Names of the fields to put first. */
  readonly fieldOrder?: readonly string[] | undefined;
  /** Whether required fields get the HTML attribute. Default true. */
  readonly useRequiredAttribute?: boolean | undefined;
  readonly renderer?: BaseRenderer | undefined;
  readonly boundFieldClass?: BoundFieldClass | undefined;
}
