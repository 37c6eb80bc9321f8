import type { Values } from "../scaffold/index.ts";

/** The Django whose templates ours are like, for `{{ django_version }}` and links to its documentation. */
const DJANGO = "5.2";

export interface StandardRequest {
  readonly base: "project_name" | "app_name";
  readonly name: string;
  /** Absolute: where the files go. */
  readonly folder: string;
  /** The command's options under Django's names; the standard ones win over them. */
  readonly options: Values;
  /** What else the kind of template has. */
  readonly more: Values;
  /** Of mkweb. */
  readonly version: string;
}

/** What every template of one's own may name: Django's context, by its names. */
export function standardValues(request: StandardRequest): Values {
  const { base, name, folder, options, more, version } = request;
  return {
    ...options,
    ...more,
    [base]: name,
    [base.replace("name", "directory")]: folder,
    [`camel_case_${base}`]: camelCase(name),
    docs_version: DJANGO,
    django_version: DJANGO,
    mkweb_version: version,
  };
}

/** `my_blog2nd` is `MyBlog2Nd`, as Python's `title()` has it. */
function camelCase(name: string): string {
  return name
    .replace(/\p{L}+/gu, (word) => {
      const [first = "", ...rest] = word;
      return first.toUpperCase() + rest.join("").toLowerCase();
    })
    .replaceAll("_", "");
}
