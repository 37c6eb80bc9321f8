import type { Widget } from "../../../forms/index.ts";
import { RelatedFieldWidgetWrapper } from "./related-wrapper.ts";
import type { Relation } from "./relation.ts";

/** A chosen object as the page shows it. */
export interface ChosenObject {
  readonly object: object;
  readonly label: string;
}

/** A widget that shows only chosen objects rather than all choices; they are loaded before rendering. */
export interface ShowsChosen {
  readonly relation: Relation;
  /** By key in the page. */
  chosen: ReadonlyMap<string, ChosenObject>;
}

/** Returns a field's widget if it shows chosen objects. */
export function showsChosen(widget: Widget): (Widget & ShowsChosen) | undefined {
  const inner = widget instanceof RelatedFieldWidgetWrapper ? widget.widget : widget;
  return "chosen" in inner ? (inner as Widget & ShowsChosen) : undefined;
}
