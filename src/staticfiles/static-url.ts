import { storages } from "../files/index.ts";

/**
 * Returns the address of a static file of the project: Django's `static()`. In templates use `{% static %}`.
 *
 * @param path Relative to a static folder: `polls/style.css`.
 * @throws {Error} The storage of static files does not know the file: `Missing staticfiles manifest entry for
 *   '…'`.
 * @throws {ImproperlyConfigured} STORAGES has no `staticfiles`, or no project is set up.
 *
 * @example
 * const style = staticUrl("polls/style.css");
 */
export function staticUrl(path: string): string {
  return storages.get("staticfiles").url(path);
}
