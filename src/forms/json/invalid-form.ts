import { BadRequest, JsonResponse } from "../../http/index.ts";
import type { JsonError } from "../errors/error-list.ts";

/** Errors by field; `__all__` is the form as a whole. */
export type JsonErrors = Readonly<Record<string, readonly JsonError[]>>;

/**
 * The submitted data is invalid. Unless a view catches it, the answer is 400 with Django's JSON of errors:
 * `{"subject": [{"message": "This field is required.", "code": "required"}]}`.
 */
export class InvalidForm extends BadRequest {
  override readonly name: string = "InvalidForm";
  declare readonly response: JsonResponse;
  readonly errors: JsonErrors;

  /** @param status 400, or 415 for a body of another media type. */
  constructor(errors: JsonErrors, status: 400 | 415 = 400) {
    super("The submitted data is invalid.", { response: new JsonResponse(errors, { status }) });
    this.errors = errors;
  }
}
