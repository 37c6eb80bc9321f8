import { fields } from "../fields/fields.ts";
import type { Cleaned } from "../forms/form.ts";
import { defineForm } from "../forms/define-form.ts";
import { HiddenInput } from "../widgets/input.ts";

const hidden = { widget: HiddenInput };

/** How many forms there are, in hidden inputs. Script that adds a form counts `TOTAL_FORMS` up. */
export class ManagementForm extends defineForm({
  TOTAL_FORMS: fields.integer(hidden),
  INITIAL_FORMS: fields.integer(hidden),
  // For script in the page alone: what comes back of these is not looked at.
  MIN_NUM_FORMS: fields.integer({ ...hidden, required: false }),
  MAX_NUM_FORMS: fields.integer({ ...hidden, required: false }),
}) {
  /** Who sends none of it sent no forms. */
  override clean(cleaned: Partial<Cleaned<typeof ManagementForm.baseFields>>): object {
    return { TOTAL_FORMS: 0, INITIAL_FORMS: 0, ...cleaned };
  }
}
