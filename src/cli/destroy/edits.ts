import { dirname, relative, resolve, sep } from "node:path";
import { mountRefusal, removeInstalledApp, unmountApp } from "../../edits/index.ts";
import type { Edit } from "../../scaffold/index.ts";
import type { ProjectFolder } from "../project.ts";
import { rootUrls } from "../startapp/setting-files.ts";
import { unlessRefused } from "../unless-refused.ts";
import type { AppToDestroy } from "./app-to-destroy.ts";

/** Edits that remove the app from the settings and URLs; `say` receives a sentence about each. */
export function editsOf(
  project: ProjectFolder,
  app: AppToDestroy,
  say: (line: string) => void,
): Edit[] {
  const { root } = project;
  const edits: Edit[] = [];
  const { settings } = app;
  if (settings !== undefined && app.listed.length > 0) {
    edits.push({
      path: settings,
      edit: (text) =>
        app.listed.reduce((now, item) => {
          const { message, text: without } = removeInstalledApp(now, item, shown(root, settings));
          say(message);
          return without;
        }, text),
    });
  }
  const usual = {
    route: `${app.label}/`,
    moduleSpecifier: `../${app.path}/urls.ts`,
    localName: app.label,
  };
  const refuseUrls = mountRefusal(usual, "the project's urls.ts");
  // Without ROOT_URLCONF in the settings, there is nothing to remove.
  const urls = unlessRefused(() => rootUrls(root, project.settings(), refuseUrls));
  if (urls === undefined) return edits;
  const belongs = (specifier: string): boolean => {
    const target = resolve(dirname(urls), specifier);
    return (
      /^\.\.?\//.test(specifier) && (target === app.folder || target.startsWith(app.folder + sep))
    );
  };
  edits.push({
    path: urls,
    edit(text) {
      const {
        changed,
        message,
        text: without,
      } = unmountApp(text, { belongs, usual }, shown(root, urls));
      if (changed) say(message);
      return without;
    },
  });
  return edits;
}

function shown(root: string, path: string): string {
  return relative(root, path).split(sep).join("/");
}
