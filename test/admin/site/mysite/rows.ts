import type { ModelInfo, QuerySet, RelatedManager } from "mkweb/db";

/** What nobody is shown. */
const secret = new Set(["password", "session_data"]);

/** The rows of a model in the form of Django's fixtures, by their keys. */
export async function rowsOf(info: ModelInfo): Promise<readonly object[]> {
  const { objects } = info.model as unknown as { readonly objects: QuerySet<object> };
  const found = await objects.orderBy("pk" as never);
  return Promise.all(found.map((object) => rowOf(info, object)));
}

async function rowOf(info: ModelInfo, object: object): Promise<object> {
  const { primaryKey, ownFields, manyToMany } = info;
  const fields: Record<string, unknown> = {};
  for (const { name, attribute, type } of ownFields) {
    if (name === primaryKey.name || secret.has(djangoName(name))) continue;
    const places = type.kind === "decimal" ? type.decimalPlaces : undefined;
    fields[djangoName(name)] = asJson(Reflect.get(object, attribute), places);
  }
  for (const { name } of manyToMany) {
    const related = Reflect.get(object, name) as RelatedManager<object>;
    fields[djangoName(name)] = await related
      .orderBy("pk" as never)
      .valuesList("pk" as never, { flat: true });
  }
  return { model: info.label.toLowerCase(), pk: Reflect.get(object, "pk"), fields };
}

function asJson(value: unknown, places?: number): unknown {
  if (value instanceof Date) return value.toISOString().replace(".000Z", "Z");
  return places !== undefined && value !== null ? Number(value).toFixed(places) : value;
}

/** `dueBack` is `due_back` in Django. */
function djangoName(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
