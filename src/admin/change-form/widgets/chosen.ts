import type { Widget } from "../../../forms/index.ts";
import { RelatedFieldWidgetWrapper } from "./related-wrapper.ts";
import type { Relation } from "./relation.ts";

/** An object that is chosen, as the page names it. */
export interface ChosenObject {
  readonly object: object;
  readonly label: string;
}

/** A widget that shows the objects which are chosen and not all that can be; they are read before it is shown. */
export interface ShowsChosen {
  readonly relation: Relation;
  /** By their keys in the page. */
  chosen: ReadonlyMap<string, ChosenObject>;
}

/** The widget of a field that shows what is chosen, if it does. */
export function showsChosen(widget: Widget): (Widget & ShowsChosen) | undefined {
  const inner = widget instanceof RelatedFieldWidgetWrapper ? widget.widget : widget;
  return "chosen" in inner ? (inner as Widget & ShowsChosen) : undefined;
}
