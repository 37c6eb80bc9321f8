import { SimpleListFilter, type AdminRows } from "mkweb/admin";
import { gte, lt, year } from "mkweb/db";
import type { HttpRequest } from "mkweb/http";

/** Books of a century; the nineteenth is counted from 1800 here. */
export class CenturyFilter extends SimpleListFilter {
  override title = "century";
  override parameterName = "century";

  override lookups() {
    return [
      ["19", "19th century"],
      ["20", "20th century"],
      ["21", "21st century"],
    ] as const;
  }

  override queryset(_request: HttpRequest, rows: AdminRows) {
    const century = Number(this.value());
    if (![19, 20, 21].includes(century)) return undefined;
    const start = (century - 1) * 100;
    return rows.filter({ published: year(gte(start)) }, { published: year(lt(start + 100)) });
  }
}
