import { isFile, isRelation, isTextual, type FieldSpec } from "./field-types.ts";
import { fitted, WIDTH } from "./layout.ts";
import { capitalized, uncapitalized, type ResourceNames } from "./names.ts";

/** The local name of an import in a module. */
export type Local = (name: string) => string;

export interface ModelRequest {
  readonly names: ResourceNames;
  readonly fields: readonly FieldSpec[];
  /** The URL name of the detail page, for `reverse()`. */
  readonly detail: string;
  /** The class of a relation's model, by its name on the command line. */
  readonly classOf: (model: string) => string;
}

/** The code of the model's class, to append to models.ts. */
export function modelSource(request: ModelRequest, local: Local): string {
  const { names, fields, detail } = request;
  const { model } = names;
  const lines = fields.map((field) => `  ${field.name}: ${fieldSource(field, request, local)},\n`);
  const kwargs = "{ kwargs: { pk: this.id } }";
  return `export class ${model} extends ${local("defineModel")}(() => ${model}, {
${lines.join("")}}) {
  override toString(): string {
    return ${textOf(names, fields)};
  }

  getAbsoluteUrl(): string {
    return ${local("reverse")}(${JSON.stringify(detail)}, ${kwargs});
  }
}
`;
}

/** The field that represents the object as text. */
export function titleField(fields: readonly FieldSpec[]): FieldSpec | undefined {
  const titles = fields.filter(({ type }) => ["string", "email", "slug", "url"].includes(type));
  return titles.find(({ optional }) => !optional) ?? titles[0];
}

function textOf({ words }: ResourceNames, fields: readonly FieldSpec[]): string {
  const title = titleField(fields);
  const numbered = `\`${capitalized(words)} \${this.id}\``;
  if (!title) return numbered;
  return title.optional ? `this.${title.name} || ${numbered}` : `this.${title.name}`;
}

function fieldSource(field: FieldSpec, request: ModelRequest, local: Local): string {
  const call = callOf(field, request);
  const chain = chainOf(field);
  const name = local("fields");
  const flat = call.choices ? undefined : `${name}.${onOneLine(call)}${chain.join("")}`;
  // Formatters break such a chain into lines, however short it is.
  const isLong = chain.length >= 2 && isRelation(field);
  if (flat !== undefined && !isLong && `  ${field.name}: ${flat},`.length <= WIDTH) return flat;
  if (chain.length === 0) return `${name}.${onLines(call, "  ")}`;
  const first = onOneLine(call);
  const fits = !call.choices && `    .${first}`.length <= WIDTH;
  const calls = [fits ? first : onLines(call, "    "), ...chain.map((each) => each.slice(1))];
  return name + calls.map((each) => `\n    .${each}`).join("");
}

function onOneLine({ kind, first, options }: Call): string {
  const object = options.length > 0 ? [`{ ${options.join(", ")} }`] : [];
  return `${kind}(${[...(first === undefined ? [] : [first]), ...object].join(", ")})`;
}

/** @param indent Indentation of the first line. */
function onLines({ kind, first, choices, options }: Call, indent: string): string {
  const before = first === undefined ? "" : `${first}, `;
  const pairs = choices?.map(
    (each) => `${indent}    [${JSON.stringify(each)}, ${JSON.stringify(labelOf(each))}],\n`,
  );
  const list = pairs ? `${indent}  choices: [\n${pairs.join("")}${indent}  ],\n` : "";
  const others = options.map((each) => `${indent}  ${each},\n`).join("");
  return `${kind}(${before}{\n${list}${others}${indent}})`;
}

interface Call {
  readonly kind: string;
  readonly first?: string;
  /** A nested list; formatters always break it into lines. */
  readonly choices?: readonly string[];
  readonly options: readonly string[];
}

function callOf(field: FieldSpec, request: ModelRequest): Call {
  const { type, length, optional } = field;
  const blank = optional ? ["blank: true"] : [];
  const sized = length === undefined ? [] : [`maxLength: ${length}`];
  switch (type) {
    case "string":
      return { kind: "char", first: String(length ?? 200), options: blank };
    case "ipAddress":
      return { kind: "genericIPAddress", options: blank };
    case "decimal": {
      const [whole = 10, places = 2] = field.digits ?? [];
      return { kind: type, options: [`maxDigits: ${whole}`, `decimalPlaces: ${places}`, ...blank] };
    }
    case "file":
    case "image":
      return {
        kind: type,
        options: [`uploadTo: ${JSON.stringify(request.names.segment)}`, ...blank],
      };
    case "choice": {
      const longest = Math.max(20, ...field.choices.map((each) => each.length));
      return { kind: "char", first: String(longest), choices: field.choices, options: blank };
    }
    case "references":
    case "oneToOne":
      return relationCall(field, request, blank);
    case "manyToMany": {
      const related = relatedName(field, request);
      return { kind: type, first: targetOf(field, request), options: [...related, ...blank] };
    }
    default:
      return { kind: type, options: [...sized, ...blank] };
  }
}

/** `In review` for `in_review`. */
function labelOf(choice: string): string {
  return capitalized(choice.replace(/[_-]+/g, " ").trim());
}

function relationCall(field: FieldSpec, request: ModelRequest, blank: readonly string[]): Call {
  const onDelete = `onDelete: ${field.optional ? '"set null"' : '"cascade"'}`;
  return {
    kind: field.type === "references" ? "foreignKey" : "oneToOne",
    first: targetOf(field, request),
    options: [onDelete, ...relatedName(field, request), ...blank],
  };
}

function targetOf({ model = "" }: FieldSpec, { classOf }: ModelRequest): string {
  return `() => ${classOf(model)}`;
}

/** Several relations to the same model need different reverse names. */
function relatedName(
  field: FieldSpec,
  { fields, classOf, names }: ModelRequest,
): readonly string[] {
  const target = classOf(field.model ?? "");
  const same = fields.filter(({ model }) => model !== undefined && classOf(model) === target);
  if (same.length < 2 || same[0] === field) return [];
  return [`relatedName: "${uncapitalized(names.model)}As${capitalized(field.name)}"`];
}

function chainOf(field: FieldSpec): readonly string[] {
  const { type, optional, unique, index } = field;
  const chain: string[] = [];
  if (optional && type !== "manyToMany") {
    const isEmptyText = (isTextual(field) && type !== "choice" && !unique) || isFile(field);
    chain.push(isEmptyText ? '.default("")' : ".nullable()");
  }
  if (type === "boolean" && !optional) chain.push(".default(false)");
  if (unique) chain.push(".unique()");
  if (index) chain.push(".index()");
  return chain;
}

/** The code of the form's class, to append to forms.ts. */
export function formSource(
  names: ResourceNames,
  fields: readonly FieldSpec[],
  local: Local,
): string {
  const { model } = names;
  const list = fitted(
    "fields: [",
    fields.map(({ name }) => JSON.stringify(name)),
    "],",
    { indent: "  " },
  );
  const widgets = fields.flatMap((field) => {
    const widget = pickers[field.type];
    if (!widget) return [];
    const open = `${field.name}: new ${local(widget.name)}({`;
    return [`${fitted(open, widget.options, "}),", { indent: "    ", pad: " " })}\n`];
  });
  const shown = widgets.length > 0 ? `  widgets: {\n${widgets.join("")}  },\n` : "";
  return `export class ${model}Form extends ${local("defineModelForm")}(${local(model)}, {
${list}
${shown}}) {}
`;
}

/** Fields with a native picker in browsers. `step: any` accepts stored values with seconds. */
export const pickers: {
  readonly [Type in FieldSpec["type"]]?: { name: string; options: readonly string[] };
} = {
  date: { name: "DateInput", options: ['attrs: { type: "date" }', 'format: "%Y-%m-%d"'] },
  datetime: {
    name: "DateTimeInput",
    options: ['attrs: { type: "datetime-local", step: "any" }', 'format: "%Y-%m-%dT%H:%M:%S"'],
  },
  time: {
    name: "TimeInput",
    options: ['attrs: { type: "time", step: "any" }', 'format: "%H:%M:%S"'],
  },
};
