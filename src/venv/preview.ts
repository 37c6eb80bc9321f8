import { resolve } from "node:path";
import { findBase } from "./base.ts";
import { binName, nodeName, renderContents } from "./contents.ts";
import type { VenvRequest } from "./create.ts";
import { inspectDirectory } from "./directory.ts";
import type { Machine } from "./machine.ts";
import { parseNodeWish } from "./node/node-version.ts";
import { promptName } from "./prompt.ts";
import { RECORD } from "./record.ts";

/** What `createVenv` would do. */
export interface VenvPreview {
  readonly directory: string;
  readonly outcome: "create" | "upgrade" | "clear";
  readonly prompt: string;
  readonly node: { readonly version: string; readonly source: "system" | "store" | "registry" };
  /** The files it would write, by path relative to the folder. */
  readonly files: readonly string[];
}

/** Finds out what would be done, and refuses what would be refused. Writes and downloads nothing. */
export async function previewVenv(machine: Machine, request: VenvRequest): Promise<VenvPreview> {
  const { clear = false, upgrade = false, force = false } = request;
  const site = inspectDirectory(machine, resolve(machine.cwd, request.directory), {
    clear,
    upgrade,
    force,
  });
  const kept = clear ? undefined : site.record;
  const base = findBase(machine);
  const prompt = promptName(machine, request.prompt, kept?.prompt, site.path);
  const contents = renderContents(machine, site.path, prompt, base);
  const bin = binName(machine);
  return {
    directory: site.path,
    outcome: site.record === undefined ? "create" : clear ? "clear" : "upgrade",
    prompt,
    node: await previewNode(machine, base, request, kept?.node.wanted),
    files: [...contents.keys(), `${bin}/${nodeName(machine)}`, RECORD].sort(),
  };
}

async function previewNode(
  machine: Machine,
  base: ReturnType<typeof findBase>,
  request: VenvRequest,
  kept: string | undefined,
): Promise<VenvPreview["node"]> {
  const wish = parseNodeWish(request.node ?? kept ?? "system");
  if (wish.kind === "system") return { version: machine.nodeVersion, source: "system" };
  const { chooseNode } = await import("./node/node-store.ts");
  return chooseNode(machine, base, wish, request.upgrade === true);
}
