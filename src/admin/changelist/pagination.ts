/** The links to the pages of a list. Source: Django, `pagination` of the `admin_list` tags. */
import type { ChangeList } from "./change-list.ts";
import { ALL_VAR, PAGE_VAR } from "./parameters.ts";

export interface PageLink {
  /** A page number, or an ellipsis for omitted pages. */
  readonly text: number | string;
  /** `undefined` for omitted pages. */
  readonly url: string | undefined;
  readonly isCurrent: boolean;
  readonly isLast: boolean;
}

export interface Pagination {
  readonly pages: readonly PageLink[];
  readonly showAllUrl: string | undefined;
}

export async function paginationOf(list: ChangeList): Promise<Pagination> {
  const { canShowAll, multiPage, pageNum, paginator, showAll } = list;
  const isNeeded = (!showAll || !canShowAll) && multiPage;
  const numbers = isNeeded ? await paginator.getElidedPageRange(pageNum) : [];
  const last = isNeeded ? await paginator.numPages() : 0;
  return {
    pages: numbers.map((text) => ({
      text,
      url: typeof text === "number" ? list.getQueryString({ [PAGE_VAR]: text }) : undefined,
      isCurrent: text === pageNum,
      isLast: text === last,
    })),
    showAllUrl:
      canShowAll && !showAll && multiPage ? list.getQueryString({ [ALL_VAR]: "" }) : undefined,
  };
}
