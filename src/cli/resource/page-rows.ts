import { isTextual, type FieldSpec } from "./field-types.ts";
import { capitalized, wordsOf } from "./names.ts";

/** The rows of the detail page, one for each field, in Django's template language. */
export function pageRows(variable: string, fields: readonly FieldSpec[]): string {
  const rows = fields.map(
    (field) =>
      `  <dt>${capitalized(wordsOf(field.name))}</dt>\n  <dd>${shown(variable, field)}</dd>\n`,
  );
  return rows.join("");
}

function shown(variable: string, field: FieldSpec): string {
  const { name, type, optional } = field;
  const value = `${variable}.${name}`;
  const open = optional ? (isTextual(field) ? '|default:"–"' : '|default_if_none:"–"') : "";
  switch (type) {
    case "text":
      return `{{ ${value}|linebreaks }}`;
    case "boolean":
      return `{{ ${value}|yesno:"Yes,No,–" }}`;
    case "choice":
      return `{{ ${variable}.get_${snake(name)}_display${open} }}`;
    case "date":
    case "time":
      return whenSet(field, value, `{{ ${value}|${type} }}`);
    case "datetime":
      return whenSet(field, value, `{{ ${value}|date:"DATETIME_FORMAT" }}`);
    case "email":
      return whenSet(field, value, `<a href="mailto:{{ ${value} }}">{{ ${value} }}</a>`);
    case "url":
      return whenSet(field, value, `<a href="{{ ${value} }}">{{ ${value} }}</a>`);
    case "json":
      return `<pre>{{ ${value}|pprint }}</pre>`;
    case "file":
      return whenSet(field, value, `<a href="{{ ${value}.url }}">{{ ${value}.name }}</a>`);
    case "image":
      return whenSet(
        field,
        value,
        `<img src="{{ ${value}.url }}" alt="${capitalized(wordsOf(name))}" />`,
      );
    case "manyToMany":
      return `{{ ${value}.all|join:", "${optional ? '|default:"–"' : ""} }}`;
    default:
      return `{{ ${value}${open} }}`;
  }
}

function whenSet({ optional }: FieldSpec, value: string, code: string): string {
  return optional ? `{% if ${value} %}${code}{% else %}–{% endif %}` : code;
}

function snake(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();
}
