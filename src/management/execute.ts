import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import { isNewEnough, keepCompiledCode } from "../platform/index.ts";

export interface ExecuteOptions {
  /** The project's settings file, relative to its root: `myproject/settings.ts`. */
  readonly settings: string;
  /** The project's root folder, or its `manage.js`, there `import.meta.url`. */
  readonly root: URL | string;
}

/**
 * Runs a project's command line; called by `manage.js`.
 *
 * `--settings` and MKWEB_SETTINGS_MODULE choose another settings file. If Node is too old to run TypeScript,
 * the project's own Node takes over, so nothing that needs a newer Node is imported before.
 *
 * @param argv The whole `process.argv`.
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
