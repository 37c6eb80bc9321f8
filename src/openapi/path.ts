import { quoter } from "../http/index.ts";
import { findConverter, type PathPart, type ViewPath } from "../urls/index.ts";
import { patternOf, type Schema } from "./schema.ts";

/** A path in the form of the document. */
export interface PathTemplate {
  /** `/polls/{pk}/` */
  readonly template: string;
  readonly parameters: readonly object[];
  /** Equal for paths that only differ in the names of parameters. */
  readonly shape: string;
  /** Equal for paths that match the same requests. */
  readonly matches: string;
}

const quoted = quoter("!$&'()*+,;=/:@");

export function pathTemplate(path: ViewPath): PathTemplate {
  const parameters: object[] = [];
  const names = new Set<string>();
  const kinds: string[] = [];
  const written = path.map((part) => {
    if (typeof part === "string") return quoted(part);
    const name = unused(part.name, names);
    const schema = schemaOf(part);
    kinds.push(part.converter?.regex ?? "");
    parameters.push({ name, in: "path", required: true, schema });
    return `{${name}}`;
  });
  const shape = written.map((text, at) => (typeof path[at] === "string" ? text : "{}")).join("");
  return {
    template: written.join(""),
    parameters,
    shape,
    matches: JSON.stringify([shape, kinds]),
  };
}

/** The name, numbered if an outer include captures the same name. */
function unused(name: string, names: Set<string>): string {
  let own = name;
  for (let count = 2; names.has(own); count++) own = `${name}_${count}`;
  names.add(own);
  return own;
}

function schemaOf({ converter }: PathPart): Schema {
  if (!converter) return { type: "string" };
  if (converter === findConverter("int")) return { type: "integer", minimum: 0 };
  if (converter === findConverter("uuid")) return { type: "string", format: "uuid" };
  const isAnyText = converter === findConverter("str") || converter === findConverter("path");
  return { type: "string", ...(!isAnyText && patternOf(`^(?:${converter.regex})$`)) };
}
