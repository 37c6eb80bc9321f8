import type { ErrorList } from "../errors/error-list.ts";
import type { DataInput } from "../form-data.ts";

export interface FormSetOptions {
  readonly data?: DataInput | null | undefined;
  readonly files?: DataInput | null | undefined;
  readonly autoId?: string | boolean | undefined;
  /** Prefix of all names. Default: `getDefaultPrefix()` of the class, `"form"`. */
  readonly prefix?: string | undefined;
  /** Initial values of the first forms, in order. */
  readonly initial?: readonly Readonly<Record<string, unknown>>[] | undefined;
  readonly errorClass?: typeof ErrorList | undefined;
  /** Options for every form. */
  readonly formOptions?: Readonly<Record<string, unknown>> | undefined;
  /** Messages by error code. */
  readonly errorMessages?: Readonly<Record<string, string>> | undefined;
}
