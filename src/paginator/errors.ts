/** The page does not exist. Source: Django, `core/paginator.py`. */
export class InvalidPage extends Error {
  override readonly name: string = "InvalidPage";
}

/** The page number is not a whole number. */
export class PageNotAnInteger extends InvalidPage {
  override readonly name = "PageNotAnInteger";
}

/** The number is below 1, or above that of the last page. */
export class EmptyPage extends InvalidPage {
  override readonly name = "EmptyPage";
}
