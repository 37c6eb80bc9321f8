/** The arguments of a form in a case. */
import type { ErrorList } from "../../../../src/forms/index.ts";
import { MultiValueDict, QueryDict } from "../../../../src/http/index.ts";
import type { Doing } from "../protocol.ts";
import { errorClassOf, makeRenderer, type RendererSpec } from "./classes.ts";
import { camel } from "./names.ts";
import { decode } from "./values.ts";

type Lists = Readonly<Record<string, unknown>>;

export function queryDict(data: unknown): QueryDict {
  if (typeof data === "string") return new QueryDict(data);
  return QueryDict.fromPairs(
    Object.entries(data as Lists).flatMap(([name, value]) =>
      [value].flat().map((each) => [name, String(each)] as const),
    ),
  );
}

export function fileDict(files: unknown): MultiValueDict<unknown> {
  return new MultiValueDict(
    Object.entries(files as Lists).map(
      ([name, file]) => [name, [decode({ $file: file })]] as const,
    ),
  );
}

/** What is passed on as it is. */
const plain = [
  "prefix",
  "auto_id",
  "label_suffix",
  "empty_permitted",
  "field_order",
  "use_required_attribute",
  "error_messages",
];

export function formArguments(doing: Doing): Record<string, unknown> {
  const { data, plain_data, files, initial, renderer, error_class } = doing;
  const options: Record<string, unknown> = {};
  if (data !== undefined && data !== null) options["data"] = queryDict(data);
  if (plain_data !== undefined) options["data"] = decode(plain_data);
  if (files !== undefined && files !== null) options["files"] = fileDict(files);
  if (initial !== undefined && initial !== null) options["initial"] = decode(initial);
  if (renderer !== undefined) options["renderer"] = makeRenderer(renderer as RendererSpec);
  if (error_class !== undefined) {
    options["errorClass"] = errorClassOf(error_class as object) satisfies typeof ErrorList;
  }
  for (const key of plain) {
    if (doing[key] !== undefined && doing[key] !== null) options[camel(key)] = doing[key];
  }
  return options;
}
