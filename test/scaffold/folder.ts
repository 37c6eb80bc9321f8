/** A folder for one test, and how to see that it is exactly as it was. */
import {
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";

/** An empty folder that goes away with the test. */
export function emptyFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "mkweb-scaffold-"));
  t.after(() => {
    if (process.getuid?.() === 0) process.seteuid?.(0);
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Writes files, by path from the folder. */
export function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** `recursive` would follow links: out of a project into all that its packages lie among. */
function namesBelow(folder: string, below = ""): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const name = join(below, entry.name);
    return entry.isDirectory() ? [name, ...namesBelow(folder, name)] : [name];
  });
}

/** Everything below a folder, by path: kind, permission bits and contents; folders end in "/". */
export function snapshot(folder: string): Readonly<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const name of namesBelow(folder).sort()) {
    const path = join(folder, name);
    const status = lstatSync(path);
    const mode = (status.mode & 0o7777).toString(8);
    if (status.isDirectory()) all[`${name}/`] = mode;
    else if (status.isSymbolicLink()) all[name] = `-> ${readlinkSync(path)}`;
    else all[name] = `${mode} ${readFileSync(path, "latin1")}`;
  }
  return all;
}

/**
 * Goes on as a user without rights, to whom the folder then belongs: root may write anywhere. Ends
 * with the test, if {@link emptyFolder} made the folder.
 */
export function withoutRights(folder: string): void {
  if (process.getuid?.() !== 0) return;
  const nobody = 65_534;
  for (const path of ["", ...Object.keys(snapshot(folder))]) {
    chownSync(join(folder, path), nobody, nobody);
  }
  process.seteuid?.(nobody);
}

/** The files below a folder, without what mkweb records about itself. */
export function filesBelow(folder: string): string[] {
  return Object.keys(snapshot(folder)).filter(
    (path) => !path.endsWith("/") && !path.startsWith(".mkweb"),
  );
}
