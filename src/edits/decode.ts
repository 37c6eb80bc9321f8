import { MkwebError } from "../errors.ts";

/**
 * The text of a source file. Encoding it again as UTF-8 gives back every byte, a byte order mark
 * included.
 *
 * @throws {MkwebError} `MKWEB_SOURCE_NOT_UTF8` if a byte would be lost.
 */
export function decodeSource(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new MkwebError(
      "MKWEB_SOURCE_NOT_UTF8",
      `${file} is not UTF-8 text, so editing it would lose bytes.\nNo file was changed.`,
      { hint: `Save ${file} as UTF-8 in your editor and run this again.`, cause },
    );
  }
}
