/** Source: Django, `UsernameField` in `contrib/auth/forms.py`. */
import { CharField, type Attrs, type Widget } from "../../forms/index.ts";
import { normalizeUsername } from "../users/user-names.ts";

/** A user name, normalized as it is stored. */
export class UsernameField extends CharField {
  override toPython(value: unknown): unknown {
    const text = super.toPython(value);
    if (typeof text !== "string") return text;
    // Too long anyway: normalizing would not shorten it, and costs time.
    if (this.maxLength !== undefined && Array.from(text).length > this.maxLength) return text;
    return normalizeUsername(text);
  }

  override widgetAttrs(widget: Widget): Attrs {
    return { ...super.widgetAttrs(widget), autocapitalize: "none", autocomplete: "username" };
  }
}
