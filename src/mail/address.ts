/** Mail addresses as people write them: `ann@example.com`, `Ann <ann@example.com>`. */

export interface Address {
  /** Empty if there is none. */
  readonly name: string;
  readonly address: string;
}

const FORM = /^(?:(?:"((?:[^"\\]|\\.)*)"|([^"<>]*?))\s*<([^<>]*)>|([^<>]*))$/;
/** Excludes everything that a mail server or a reader could take for a second address. */
const PLAIN =
  /^(?:[^\s"(),:;<>@[\\\]]+|"(?:[^"\\\r\n]|\\[^\r\n])+")@(?:[^\s"(),:;<>@[\\\]]+|\[[0-9a-fA-F.:IPv]+\])$/;

/** Longest line that a mail may have, in characters. */
const MAX_LENGTH = 998;

/** @throws {RangeError} If the text is not exactly one address. */
export function parseAddress(text: string): Address {
  if (text.length > MAX_LENGTH) {
    throw new RangeError(`Invalid address: ${text.length} characters are too many for one.`);
  }
  const [, quoted, bare, inBrackets, alone] = FORM.exec(text.trim()) ?? [];
  const address = (inBrackets ?? alone ?? "").trim();
  if (!PLAIN.test(address)) throw new RangeError(`Invalid address ${JSON.stringify(text)}.`);
  return { name: quoted?.replace(/\\(.)/g, "$1") ?? bare ?? "", address };
}

/** Formats an address for a header. */
export function formatAddress({ name, address }: Address): string {
  if (name === "") return address;
  const isPlain = /^[\w !#$%&'*+/=?^`{|}~\-\u0080-\u{10ffff}]+$/u.test(name);
  return `${isPlain ? name : `"${name.replace(/["\\]/g, "\\$&")}"`} <${address}>`;
}
