/**
 * The page does not exist. Source: Django, `core/paginator.py`.
 *
 * @example
 * try {
 *   await new Paginator(Question.objects.orderBy("pk"), 25).page(99);
 * } catch (error) {
 *   if (!(error instanceof InvalidPage)) throw error;
 * }
 */
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
