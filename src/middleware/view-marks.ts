/** Marks that decorators set on views for middleware. */
import { replaceView, type ViewWith } from "../http/index.ts";

/** A missing mark has no effect. */
export interface ViewMarks {
  /** CSRF protection skips the view. */
  readonly csrfExempt?: boolean;
  /** False: APPEND_SLASH never redirects to the view. */
  readonly shouldAppendSlash?: boolean;
}

/** Returns a marked copy of the view; the given one stays unchanged. */
export function markView<Args extends readonly unknown[]>(
  view: ViewWith<Args>,
  marks: ViewMarks,
): ViewWith<Args> {
  const marked = replaceView(view, (request, ...args) => view(request, ...args));
  return Object.assign(marked, marks);
}

/** Reads a mark of a view; inherited properties of functions do not count. */
export function markOf(view: object & ViewMarks, name: keyof ViewMarks): unknown {
  return Object.hasOwn(view, name) ? view[name] : undefined;
}
