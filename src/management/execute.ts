import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import { isNewEnough, keepCompiledCode } from "../platform/index.ts";

export interface ExecuteOptions {
  /** The project's settings file, below its root: `myproject/settings.ts`. */
  readonly settings: string;
  /** The project's root folder, or its `manage.js`: `import.meta.url` there. */
  readonly root: URL | string;
}

/**
 * Runs a project's command line: what `manage.js` calls.
 *
 * `--settings` and MKWEB_SETTINGS_MODULE choose another settings file. On a Node too old to run
 * TypeScript the project's own Node takes over, so nothing newer is imported before that is known.
 *
 * @param argv `process.argv`, whole.
 * @returns The exit status.
 *
 * @example
 * process.exitCode = await execute(process.argv, {
 *   settings: "mysite/settings.ts",
 *   root: import.meta.url,
 * });
 */
export async function execute(argv: readonly string[], options: ExecuteOptions): Promise<number> {
  const root = new URL(".", toUrl(options.root));
  const [, script = "manage", ...words] = argv;
  const program = `node ${basename(script, ".js")}`;
  if (!isNewEnough(process.version)) {
    const { findProjectNode, refuseAll } = await import("./newer-node.ts");
    const node = findProjectNode(root);
    if (node === undefined) return refuseAll(words, program);
    const { passOn } = await import("../command/index.ts");
    return passOn(node, script, words);
  }
  keepCompiledCode();
  const { runProject } = await import("./run.ts");
  return runProject(words, { root, settings: options.settings, program });
}

function toUrl(root: URL | string): URL {
  if (root instanceof URL) return root;
  return root.startsWith("file:") ? new URL(root) : pathToFileURL(`${root}/`);
}
