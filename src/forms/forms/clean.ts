/** Cleans a form step by step: each field and its `cleanNAME` method, then the form as a whole. */
import { ValidationError } from "../../validators/index.ts";
import type { BoundField } from "./bound-field.ts";
import type { BaseForm } from "./form.ts";
import { cleanMethodOf } from "./names.ts";
import { setValue } from "./own.ts";

/** Steps for `runSteps`, which yield values or promises. */
type Steps = Generator<unknown, void, unknown>;

export function cleanField(form: BaseForm, bound: BoundField): Steps {
  return guarded(form, bound.name, askField(form, bound));
}

function* askField(form: BaseForm, bound: BoundField): Steps {
  const { name, field, json } = bound;
  if (json && json.value !== null && !field.disabled && !field.acceptsJson(json.value)) {
    throw field.jsonError();
  }
  setValue(form.cleanedData, name, yield field.cleanBoundField(bound));
  const method: unknown = Reflect.get(form, cleanMethodOf(name));
  if (typeof method !== "function") return;
  setValue(form.cleanedData, name, yield Reflect.apply(method, form, []));
}

export function cleanWhole(form: BaseForm): Steps {
  return guarded(form, null, askWhole(form));
}

function* askWhole(form: BaseForm): Steps {
  const cleaned = yield form.clean(form.cleanedData);
  if (cleaned !== undefined && cleaned !== null) {
    form.cleanedData = cleaned as typeof form.cleanedData;
  }
}

/** Turns validation errors of the steps into errors of the field, or of the form. */
function* guarded(form: BaseForm, name: string | null, steps: Steps): Steps {
  try {
    yield* steps;
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    form.addError(name, error);
  }
}
