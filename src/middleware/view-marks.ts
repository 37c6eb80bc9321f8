/** What a decorator says about a view to a middleware that sees only the view. */
import { replaceView, type ViewWith } from "../http/index.ts";

/** Unset, a mark says nothing. */
export interface ViewMarks {
  /** The CSRF protection leaves the view alone. */
  readonly csrfExempt?: boolean;
  /** False: APPEND_SLASH never redirects to it. */
  readonly shouldAppendSlash?: boolean;
}

/** The same view with marks of its own; the one given stays as it is. */
export function markView<Args extends readonly unknown[]>(
  view: ViewWith<Args>,
  marks: ViewMarks,
): ViewWith<Args> {
  const marked = replaceView(view, (request, ...args) => view(request, ...args));
  return Object.assign(marked, marks);
}

/** A mark on a view; own properties count alone, whatever a function inherits. */
export function markOf(view: object & ViewMarks, name: keyof ViewMarks): unknown {
  return Object.hasOwn(view, name) ? view[name] : undefined;
}
