/** Initial values from the query of a new object's form. Source: Django, `get_changeform_initial_data`. */
import type { HttpRequest } from "../../http/index.ts";
import { nameInMarkup } from "../names.ts";
import type { ModelAdmin } from "../options/model-admin.ts";

export function initialFromQuery(
  { opts }: ModelAdmin,
  { GET }: HttpRequest,
): Record<string, unknown> {
  const fields = [...opts.fields.values(), ...opts.manyToMany];
  const names = new Map(fields.map(({ name }) => [nameInMarkup(name), name]));
  const several = new Set(opts.manyToMany.map(({ name }) => name));
  return Object.fromEntries(
    [...GET.items()].map(([key, value = ""]) => {
      const name = names.get(key) ?? key;
      return [name, several.has(name) ? value.split(",") : value];
    }),
  );
}
