/** Finds edits by their meaning, and the files where they would be made today. */
import { relative, sep } from "node:path";
import type { EditMeaning } from "../scaffold/index.ts";
import type { ProjectFolder } from "./project.ts";
import { unlessRefused } from "./unless-refused.ts";

/** The text without an edit; `undefined` if removing it is unsafe or the edit is unknown. */
export async function withoutMeaning(
  { kind, ...meaning }: EditMeaning,
  text: string,
  file: string,
): Promise<string | undefined> {
  const { removeInstalledApp, removeMount } = await import("../edits/index.ts");
  const { value, route, moduleSpecifier, localName } = meaning;
  return unlessRefused(() => {
    if (kind === "installedApps" && value !== undefined) {
      return removeInstalledApp(text, value, file).text;
    }
    if (kind !== "mount" || !route || !moduleSpecifier || !localName) return undefined;
    return removeMount(text, { route, moduleSpecifier, localName }, file).text;
  });
}

/** The file that an edit would change today, relative to the project's folder. */
export async function fileOf(
  project: ProjectFolder,
  { kind }: EditMeaning,
): Promise<string | undefined> {
  const [{ refusal }, { fileDefining, rootUrls }] = await Promise.all([
    import("../edits/index.ts"),
    import("./startapp/setting-files.ts"),
  ]);
  const refuse = refusal("MKWEB_UNDO_REFUSED", "find the file", "");
  return unlessRefused(() => {
    const file =
      kind === "mount"
        ? rootUrls(project.root, project.settings(), refuse)
        : fileDefining(project.settings(), "INSTALLED_APPS", refuse);
    return file === undefined ? undefined : relative(project.root, file).split(sep).join("/");
  });
}
