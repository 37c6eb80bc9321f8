import { pathRefused } from "./failures.ts";

/** The longest file name on every file system in use, in bytes of UTF-8. */
const LONGEST_NAME = 255;

const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i;
// Control characters, and those that reverse or hide text when a path is shown.
// oxlint-disable-next-line no-control-regex
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;
const RESERVED = /[<>:"|?*\\]/;
const HALF_CHARACTER = /\p{Surrogate}/u;

/**
 * Refuses a path that leaves its folder or is invalid on some system: a blueprint's tree must be the same
 * wherever it is created or checked out.
 *
 * @param path Segments separated by "/".
 * @throws {MkwebError} `MKWEB_PATH_REFUSED`, with the first reason found.
 */
export function checkPath(path: string): void {
  const why = pathRefusal(path);
  if (why) throw pathRefused(path, why);
}

/** Why {@link checkPath} refuses a path: the rest of a sentence about it; `undefined` if it does not. */
export function pathRefusal(path: string): string | undefined {
  for (const segment of path.split("/")) {
    const why = refusal(segment);
    if (why) return why;
    if (/^\.git$|^\.mkweb(?:$|-)/i.test(segment)) {
      return `${segment} belongs to ${/^\.git$/i.test(segment) ? "git" : "mkweb"}`;
    }
  }
  return undefined;
}

/**
 * Like {@link checkPath} for a single folder name from the user.
 *
 * @throws {MkwebError} `MKWEB_PATH_REFUSED`.
 */
export function checkName(name: string): void {
  const why = refusal(name);
  if (why) throw pathRefused(name, why);
}

function refusal(segment: string): string | undefined {
  if (segment === "") return "a name in it is empty";
  if (segment === "." || segment === "..") return "it leaves the target folder";
  if (UNSEEN.test(segment)) return "it holds a control character";
  if (HALF_CHARACTER.test(segment)) return "it is not valid Unicode";
  if (RESERVED.test(segment)) return 'Windows allows none of < > : " | ? * \\ in a name';
  if (/[. ]$/.test(segment)) return "Windows does not allow a dot or space at the end of a name";
  if (DEVICE.test(segment)) return "the name is a device on Windows";
  if (Buffer.byteLength(segment) > LONGEST_NAME) {
    return `a name in it is longer than ${LONGEST_NAME} bytes`;
  }
  return undefined;
}
