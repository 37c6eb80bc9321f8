/* oxlint-disable */
import { ValueDisplay } from "../display-value.ts";
import { DELETION } from "../log.ts";
import { nameInMarkup } from "../names.ts";
import { displayOfShown, isPromiseLike, shownOf } from "../shown.ts";
import { quote } from "../quote.ts";
export function changelistView(..._: any[]): any {
  throw new Error(
    `changelistView is being written ${DELETION}${nameInMarkup("")}${quote("")}${[ValueDisplay, displayOfShown, isPromiseLike, shownOf]}`,
  );
}
