import { authOperations } from "./operations/auth.ts";
import { csrfOperations } from "./operations/csrf.ts";
import { formOperations } from "./operations/forms.ts";
import { httpOperations } from "./operations/http.ts";
import { ormOperations } from "./operations/orm.ts";
import { queryDictOperations } from "./operations/query-dict.ts";
import { sessionOperations } from "./operations/sessions.ts";
import { signingOperations } from "./operations/signing.ts";
import { templateOperations } from "./operations/templates.ts";
import { urlOperations } from "./operations/urls.ts";
import { NotOffered, type Doing, type Given } from "./protocol.ts";

export type Operation = (given: Given, doing: Doing) => unknown;

const operations: Readonly<Record<string, Operation>> = {
  ...authOperations,
  ...csrfOperations,
  ...formOperations,
  ...httpOperations,
  ...ormOperations,
  ...queryDictOperations,
  ...sessionOperations,
  ...signingOperations,
  ...templateOperations,
  ...urlOperations,
};

/** What mkweb does in a case; an error is an answer, by its name. */
export async function answer(given: Given, doing: Doing): Promise<unknown> {
  try {
    const operation = operations[doing.op];
    if (operation === undefined) throw new NotOffered(doing.op);
    return await operation(given, doing);
  } catch (error) {
    if (process.env["CONFORMANCE_TRACE"] !== undefined) console.error(error);
    return { raises: error instanceof Error ? error.name : "Error" };
  }
}
