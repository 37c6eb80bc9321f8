import { statSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { maskText } from "../secrets/index.ts";
import { notFound, reasonOf } from "./failures.ts";

/** The parsed source of a template. */
export type Spec =
  | { readonly kind: "folder"; readonly path: string }
  | { readonly kind: "archive"; readonly path: string }
  | { readonly kind: "url"; readonly url: URL }
  | { readonly kind: "npm"; readonly subject: string }
  | GitSpec;

export interface GitSpec {
  readonly kind: "git";
  /** For git, with the protocol's own name or as `user@host:path`. */
  readonly url: string;
  /** The only protocol git may use. */
  readonly protocol: "https" | "http" | "ssh" | "file";
  /** A branch, a tag or a commit. Default: the repository's default. */
  readonly ref: string;
}

const HINT = "Name a folder, an archive (.tar, .tgz, .tbz, .zip), a URL, npm:NAME or git+URL.";

/**
 * Parses the value of `--template`.
 *
 * @param cwd Folder for relative paths.
 * @throws {MkwebError} `MKWEB_TEMPLATE_NOT_FOUND`.
 */
export function readSpec(typed: string, cwd: string): Spec {
  if (typed.startsWith("npm:")) return npmSpec(typed);
  if (typed.startsWith("git+") || /\.git(?:#.*)?$/.test(typed)) return gitSpec(typed, cwd);
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(typed)?.[1]?.toLowerCase();
  if (scheme === "http" || scheme === "https") return { kind: "url", url: urlOf(typed) };
  if (scheme === "file") return pathSpec(typed, filePath(typed));
  if (scheme !== undefined && /^[^:]+:\/\//.test(typed)) {
    throw cannot(typed, `templates cannot be fetched by ${scheme}`);
  }
  return pathSpec(typed, resolve(cwd, typed));
}

/** The typed source without a password or token, for messages and records. */
export function shownSpec(typed: string): string {
  // Escape control characters, which would affect the terminal.
  const visible = typed.replace(/[\p{Cc}\p{Cf}]/gu, (each) => JSON.stringify(each).slice(1, -1));
  return maskText(
    visible.replace(/^((?:git\+)?[a-z]+:\/\/)[^/?#]*@/i, (whole, scheme: string) =>
      /^(?:git\+)?ssh:/i.test(scheme) && !/:[^/]*@/.test(whole.slice(scheme.length))
        ? whole
        : scheme,
    ),
  );
}

function pathSpec(typed: string, path: string): Spec {
  try {
    const status = statSync(path);
    if (status.isDirectory()) return { kind: "folder", path };
    if (status.isFile()) return { kind: "archive", path };
  } catch (error) {
    throw cannot(typed, reasonOf(error), error);
  }
  throw cannot(typed, "it is neither a folder nor a file");
}

/** A package name with a version, range or tag: nothing that npm could take for a folder, a URL or an option. */
const PACKAGE =
  /^(?:@[a-z0-9~][a-z0-9._~-]*\/)?[a-z0-9~][a-z0-9._~-]*(?:@[\w.^~<>=|*+ -]{1,100})?$/i;

function npmSpec(typed: string): Spec {
  const subject = typed.slice("npm:".length);
  if (subject.length > 300 || !PACKAGE.test(subject) || /\.\.|@[ -]/.test(subject)) {
    throw cannot(
      typed,
      "npm: must be followed by a package name, and @ by a version, a range or a tag",
    );
  }
  return { kind: "npm", subject };
}

function gitSpec(typed: string, cwd: string): GitSpec {
  const [whole, ref = "HEAD"] = splitOnce(typed.replace(/^git\+/, ""), "#");
  if (!/^[\w][\w./+@-]{0,200}$/.test(ref) || /\.\.|\.lock$|\/$|@\{/.test(ref)) {
    throw cannot(typed, "# must be followed by a branch, a tag or a commit");
  }
  const protocol = /^([a-z]+):\/\//i.exec(whole)?.[1]?.toLowerCase();
  if (protocol === "https" || protocol === "http" || protocol === "ssh") {
    return { kind: "git", url: urlOf(whole).href, protocol, ref };
  }
  if (protocol === "file") return { kind: "git", url: urlOf(whole).href, protocol, ref };
  if (protocol !== undefined)
    throw cannot(typed, `templates cannot be fetched with git over ${protocol}`);
  if (/^[\w.-]+@[\w.-]+:(?!\/\/)/.test(whole))
    return { kind: "git", url: whole, protocol: "ssh", ref };
  if (/^[^/\\]+::/.test(whole))
    throw cannot(typed, "templates cannot be fetched with a git remote helper");
  return { kind: "git", url: resolve(cwd, whole), protocol: "file", ref };
}

function splitOnce(text: string, at: string): [string, string?] {
  const place = text.indexOf(at);
  return place === -1 ? [text] : [text.slice(0, place), text.slice(place + at.length)];
}

function urlOf(typed: string): URL {
  try {
    return new URL(typed);
  } catch (error) {
    throw cannot(typed, "it is not a URL", error);
  }
}

function filePath(typed: string): string {
  try {
    return fileURLToPath(urlOf(typed));
  } catch (error) {
    throw cannot(typed, reasonOf(error), error);
  }
}

function cannot(typed: string, why: string, cause?: unknown): Error {
  return notFound(`couldn't handle template ${shownSpec(typed)}: ${why}.`, HINT, cause);
}
