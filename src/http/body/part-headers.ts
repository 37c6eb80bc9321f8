import { decode } from "../percent.ts";
import { parseHeaderParameters } from "../request/header-parameters.ts";

/** What the headers of one part of a form say. */
export interface PartHeaders {
  /** `undefined`: the part is not one of a form. */
  readonly name: string | undefined;
  /** As sent; empty for a field. */
  readonly fileName: string;
  /** In lower case, without parameters; empty when the client sent none. */
  readonly contentType: string;
  readonly isBase64: boolean;
}

/**
 * Reads the headers of a part as Django does.
 *
 * @param headers Values by name in lower case, each byte a character.
 * @param encoding Of the form, and so of names in it.
 */
export function readPartHeaders(
  headers: Readonly<Record<string, readonly string[] | undefined>>,
  encoding: string,
): PartHeaders {
  const line = (name: string): string => {
    const value = headers[name]?.at(-1);
    return value === undefined ? "" : decode(Buffer.from(value, "latin1"), encoding);
  };
  const [, disposition] = parseHeaderParameters(line("content-disposition"));
  const contentType = line("content-type");
  return {
    name: disposition.get("name")?.trim(),
    fileName: disposition.get("filename") ?? "",
    contentType: contentType === "" ? "" : parseHeaderParameters(contentType)[0],
    isBase64: line("content-transfer-encoding").trim().toLowerCase() === "base64",
  };
}
