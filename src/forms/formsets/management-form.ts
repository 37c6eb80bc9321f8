import { fields } from "../fields/fields.ts";
import type { Cleaned } from "../forms/form.ts";
import { defineForm } from "../forms/define-form.ts";
import { HiddenInput } from "../widgets/input.ts";

const hidden = { widget: HiddenInput };

/** The number of forms, in hidden inputs. A script that adds a form increments `TOTAL_FORMS`. */
export class ManagementForm extends defineForm({
  TOTAL_FORMS: fields.integer(hidden),
  INITIAL_FORMS: fields.integer(hidden),
  // For scripts only; submitted values are ignored.
  MIN_NUM_FORMS: fields.integer({ ...hidden, required: false }),
  MAX_NUM_FORMS: fields.integer({ ...hidden, required: false }),
}) {
  /** Missing data means no forms. */
  override clean(cleaned: Partial<Cleaned<typeof ManagementForm.baseFields>>): object {
    return { TOTAL_FORMS: 0, INITIAL_FORMS: 0, ...cleaned };
  }
}
