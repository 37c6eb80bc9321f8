/** One file to write. */
export interface TreeFile {
  readonly bytes: Uint8Array;
  /** Permission bits before the umask: 0o666, 0o777 or fewer, such as 0o600. */
  readonly mode: number;
}

/** Files in memory, by path relative to the target with "/" between segments. */
export type Tree = ReadonlyMap<string, TreeFile>;

/** Whether a file contains one of the texts. */
export function holdsAny(bytes: Uint8Array, texts: readonly string[]): boolean {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return texts.some((text) => content.includes(text));
}

/** Whether only the owner may read the file: its contents are never shown, and its hash is never recorded. */
export function isPrivate(file: { readonly mode: number }): boolean {
  return (file.mode & 0o077) === 0;
}
