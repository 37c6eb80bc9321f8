import type { Values } from "../scaffold/index.ts";

/** The Django version whose templates ours resemble, for `{{ django_version }}` and links to its documentation. */
const DJANGO = "5.2";

export interface StandardRequest {
  readonly base: "project_name" | "app_name";
  readonly name: string;
  /** Absolute path of the target folder. */
  readonly folder: string;
  /** The command's options under Django's names; standard values win. */
  readonly options: Values;
  /** Values for this kind of template. */
  readonly more: Values;
  /** Version of mkweb. */
  readonly version: string;
}

/** The values for every template of the user's own: Django's context with its names. */
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

/** `my_blog2nd` becomes `MyBlog2Nd`, as with Python's `title()`. */
function camelCase(name: string): string {
  return name
    .replace(/\p{L}+/gu, (word) => {
      const [first = "", ...rest] = word;
      return first.toUpperCase() + rest.join("").toLowerCase();
    })
    .replaceAll("_", "");
}
