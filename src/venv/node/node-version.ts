import { MkwebError } from "../../errors.ts";

/** The parsed value of `--node`. */
export type NodeWish =
  | { readonly kind: "system" }
  | { readonly kind: "latest" | "lts" }
  | { readonly kind: "numbers"; readonly numbers: readonly number[] };

/**
 * @param text `system`, `latest`, `lts`, or the beginning of a version: `24`, `22.18`, `v24.1.0`.
 * @throws {MkwebError} `MKWEB_VENV_NODE_VERSION` for anything else.
 */
export function parseNodeWish(text: string): NodeWish {
  if (text === "system" || text === "latest" || text === "lts") return { kind: text };
  if (!/^v?\d{1,4}(?:\.\d{1,4}){0,2}$/.test(text)) {
    throw new MkwebError(
      "MKWEB_VENV_NODE_VERSION",
      `${JSON.stringify(text)} is not a version of Node.`,
      {
        hint: "Give 24, 22.18, 24.1.0, lts, latest, or system for the installed Node.",
        exitStatus: 2,
      },
    );
  }
  return { kind: "numbers", numbers: text.replace("v", "").split(".").map(Number) };
}

/** Whether a full version such as `24.1.0` starts with these numbers. */
export function startsWith(version: string, numbers: readonly number[]): boolean {
  const parts = version.split(".").map(Number);
  return numbers.every((number, at) => parts[at] === number);
}

/** The newest of full versions without pre-releases. */
export function newest(versions: readonly string[]): string | undefined {
  return versions.toSorted(compareVersions).at(-1);
}

function compareVersions(a: string, b: string): number {
  const left = a.split(".").map(Number);
  const right = b.split(".").map(Number);
  const at = left.findIndex((number, index) => number !== right[index]);
  return at === -1 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}
