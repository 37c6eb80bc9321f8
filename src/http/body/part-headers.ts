import { decode } from "../percent.ts";
import { parseHeaderParameters } from "../request/header-parameters.ts";

/** The headers of one part of a form. */
export interface PartHeaders {
  /** `undefined` if the part does not belong to a form. */
  readonly name: string | undefined;
  /** As sent; empty for a field. */
  readonly fileName: string;
  /** In lower case, without parameters; empty if the client sent none. */
  readonly contentType: string;
  readonly isBase64: boolean;
}

/**
 * Reads the headers of a part like Django.
 *
 * @param headers Values by lower-case name, one character per byte.
 * @param encoding The form's encoding, also for names.
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
