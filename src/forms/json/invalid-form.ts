import { BadRequest, JsonResponse } from "../../http/index.ts";
import type { JsonError } from "../errors/error-list.ts";

/** What is wrong, by field; `__all__` stands for the form as a whole. */
export type JsonErrors = Readonly<Record<string, readonly JsonError[]>>;

/**
 * What was sent is not right. Unless a view catches it, it is answered with 400 and Django's JSON of errors:
 * `{"subject": [{"message": "This field is required.", "code": "required"}]}`.
 */
export class InvalidForm extends BadRequest {
  override readonly name: string = "InvalidForm";
  declare readonly response: JsonResponse;
  readonly errors: JsonErrors;

  /** @param status 400, or 415 for a body that forms cannot read. */
  constructor(errors: JsonErrors, status: 400 | 415 = 400) {
    super("What was sent is not valid.", { response: new JsonResponse(errors, { status }) });
    this.errors = errors;
  }
}
