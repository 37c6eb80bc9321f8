/** `{% load l10n %}`: prints numbers and dates plainly, or in the format of the page's language. */
import { localizeHere } from "../../dates/localize.ts";
import { Library } from "../../library.ts";
import { text } from "../../runtime/text.ts";
import { isInteger } from "../../runtime/numbers.ts";
import { SafeString } from "../../safe-string.ts";
import type { RenderState } from "../../state.ts";
import { switchTag } from "../nodes/setting-node.ts";

export const l10n = new Library();

l10n.filter(
  "localize",
  (value: unknown, _none: unknown, { engine }: RenderState) =>
    shown(value, localizeHere(value, true, engine.useThousandSeparator)),
  { argument: "none" },
);

l10n.filter(
  "unlocalize",
  (value: unknown) =>
    value instanceof SafeString ? value : text(localizeHere(value, false, false)),
  {
    argument: "none",
  },
);

l10n.tag("localize", switchTag("localize", "endlocalize"));

/** A safe text stays safe, and an integer needs no escaping. */
function shown(value: unknown, localized: unknown): string | SafeString {
  if (value instanceof SafeString) return value;
  return isInteger(value) ? new SafeString(text(localized)) : text(localized);
}
