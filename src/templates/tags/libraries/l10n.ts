/** `{% load l10n %}`: prints numbers and dates plainly, or in the format of the page's language. */
import { TemplateSyntaxError } from "../../errors.ts";
import { localizeHere } from "../../dates/localize.ts";
import { Library } from "../../library.ts";
import { repr, text } from "../../runtime/text.ts";
import { isInteger } from "../../runtime/numbers.ts";
import { SafeString } from "../../safe-string.ts";
import type { RenderState } from "../../state.ts";
import { bodyOf } from "../nodes/body-node.ts";
import { SettingNode } from "../nodes/setting-node.ts";

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

l10n.tag("localize", (parser, token) => {
  const words = token.splitContents();
  const [tag = "", setting] = words;
  if (words.length > 2 || (setting !== undefined && setting !== "on" && setting !== "off")) {
    throw new TemplateSyntaxError(`${repr(tag)} argument should be 'on' or 'off'`);
  }
  return new SettingNode(
    "localize",
    () => String(setting !== "off"),
    bodyOf(parser, "endlocalize"),
  );
});

/** A safe text stays safe, and an integer needs no escaping. */
function shown(value: unknown, localized: unknown): string | SafeString {
  if (value instanceof SafeString) return value;
  return isInteger(value) ? new SafeString(text(localized)) : text(localized);
}
