/* oxlint-disable */
import { DELETION } from "../log.ts";
import { nameInMarkup } from "../names.ts";
import { quote } from "../site/model-urls.ts";
export function changelistView(..._: any[]): any {
  throw new Error(`changelistView is being written ${DELETION}${nameInMarkup("")}${quote("")}`);
}
