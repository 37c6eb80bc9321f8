/** `{% load l10n %}`: numbers and dates as they are, or as the page's language has them. */
import { TemplateSyntaxError } from "../errors.ts";
import { localize } from "../dates/localize.ts";
import { Library } from "../library.ts";
import { repr, text } from "../runtime/text.ts";
import type { RenderState } from "../state.ts";
import { bodyOf, SettingNode } from "./tz.ts";

export const l10n = new Library();

l10n.filter(
  "localize",
  (value: unknown, _none: unknown, state: RenderState) => text(localize(value, state)),
  { argument: "none" },
);

l10n.filter("unlocalize", (value: unknown) => text(value), { argument: "none" });

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
