/** `mkweb/paginator`: splits long lists into pages. See docs/topics/pagination.md. */
export { EmptyPage, InvalidPage, PageNotAnInteger } from "./errors.ts";
export { jsonPage, type JsonPageOptions } from "./json-page.ts";
export type { ObjectList, PageableRows } from "./object-list.ts";
export { Page } from "./page.ts";
export {
  Paginator,
  type ElidedRangeOptions,
  type PageErrorMessages,
  type PageNumber,
  type PaginatorOptions,
} from "./paginator.ts";
