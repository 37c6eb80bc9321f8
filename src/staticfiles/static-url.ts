import { storages } from "../files/index.ts";

/**
 * The address of a static file of the project: Django's `static()`. Templates have `{% static %}`.
 *
 * @param path Relative to a static folder: `polls/style.css`.
 * @throws {Error} The storage of static files knows no such file: `Missing staticfiles manifest entry for '…'`.
 * @throws {ImproperlyConfigured} STORAGES has no `staticfiles`, or no project is set up.
 */
export function staticUrl(path: string): string {
  return storages.get("staticfiles").url(path);
}
