import type { ErrorList } from "../errors/error-list.ts";
import type { DataInput } from "../form-data.ts";

export interface FormSetOptions {
  readonly data?: DataInput | null | undefined;
  readonly files?: DataInput | null | undefined;
  readonly autoId?: string | boolean | undefined;
  /** Goes in front of all names. Default: the class's `getDefaultPrefix()`, `"form"`. */
  readonly prefix?: string | undefined;
  /** What the first forms show, one by one. */
  readonly initial?: readonly Readonly<Record<string, unknown>>[] | undefined;
  readonly errorClass?: typeof ErrorList | undefined;
  /** Options of every form. */
  readonly formOptions?: Readonly<Record<string, unknown>> | undefined;
  /** Messages by their codes. */
  readonly errorMessages?: Readonly<Record<string, string>> | undefined;
}
