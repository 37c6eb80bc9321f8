import { HttpResponseNotAllowed } from "./response/response-kinds.ts";
import { replaceView, type ViewWith } from "./wrap-view.ts";

/** Lets only these methods through to a view; 405 for others. Names in capitals. */
export function requireHttpMethods(methods: readonly string[]) {
  return <Args extends readonly unknown[]>(view: ViewWith<Args>): ViewWith<Args> =>
    replaceView(view, (request, ...args) =>
      methods.includes(request.method)
        ? view(request, ...args)
        : new HttpResponseNotAllowed(methods),
    );
}

/** Only GET; not HEAD either. */
export function requireGET<Args extends readonly unknown[]>(view: ViewWith<Args>): ViewWith<Args> {
  return requireHttpMethods(["GET"])(view);
}

/** Only POST. */
export function requirePOST<Args extends readonly unknown[]>(view: ViewWith<Args>): ViewWith<Args> {
  return requireHttpMethods(["POST"])(view);
}

/** Only GET and HEAD. */
export function requireSafe<Args extends readonly unknown[]>(view: ViewWith<Args>): ViewWith<Args> {
  return requireHttpMethods(["GET", "HEAD"])(view);
}
