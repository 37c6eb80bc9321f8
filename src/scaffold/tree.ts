/** One file to be written. */
export interface TreeFile {
  readonly bytes: Uint8Array;
  /** Permission bits to ask for; the umask takes its part away. 0o666, 0o777 or fewer, as 0o600. */
  readonly mode: number;
}

/** Files in memory, by path from the target, with "/" between the segments. */
export type Tree = ReadonlyMap<string, TreeFile>;

/** Whether one of the texts is in a file. */
export function holdsAny(bytes: Uint8Array, texts: readonly string[]): boolean {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return texts.some((text) => content.includes(text));
}

/** Whether only the owner may read the file: its contents are never shown, nor their hash recorded. */
export function isPrivate(file: { readonly mode: number }): boolean {
  return (file.mode & 0o077) === 0;
}
