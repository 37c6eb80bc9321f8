import { dirname, relative, sep } from "node:path";
import { addInstalledApp, addMount, type EditResult } from "../edits/index.ts";
import { MkwebError } from "../errors.ts";
import {
  checkVariables,
  loadBlueprint,
  planTree,
  renderEdits,
  renderNext,
  renderTree,
  type Edit,
  type Plan,
} from "../scaffold/index.ts";
import type { AppPlace } from "./app-place.ts";
import { blueprintFolder, packageVersion } from "./files.ts";
import { urlsOf, type ProjectFolder } from "./project.ts";

export interface AppRequest {
  readonly project: ProjectFolder;
  readonly place: AppPlace;
  /** Whether INSTALLED_APPS gets the app. */
  readonly list: boolean;
  /** Whether the project's URL list gets the app's. */
  readonly mount: boolean;
}

export interface PlannedApp {
  readonly plan: Plan;
  /** What was edited, a sentence each. */
  readonly messages: readonly string[];
  readonly next: readonly string[];
  /** For `--json`. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Renders an app in memory, edits the project's files in memory, and compares all with the disk. */
export function planApp({ project, place, list, mount }: AppRequest): PlannedApp {
  const blueprint = loadBlueprint(blueprintFolder("app"));
  const answers = {
    app_name: place.name,
    app_path: place.path,
    mounted: String(mount),
  };
  const values = checkVariables(blueprint, answers);
  const wanted = renderEdits(blueprint, values);
  const urls = urlsOf(project);
  const messages: string[] = [];
  const edit = (path: string, option: string, change: EditFile): Edit => ({
    path,
    edit(text) {
      const result = explained(option, () => change(text, below(project.root, path)));
      messages.push(result.message);
      return result.text;
    },
  });

  const edits: Edit[] = [];
  if (list) {
    edits.push(
      edit(project.settings, "--no-settings", (text, file) =>
        addInstalledApp(text, wanted["installedApps"] ?? place.path, file),
      ),
    );
  }
  if (mount) {
    const moduleSpecifier = importPath(dirname(urls), `${place.folder}/urls.ts`);
    const route = wanted["mount"] ?? `${place.name}/`;
    edits.push(
      edit(urls, "--no-mount", (text, file) =>
        addMount(text, { route, moduleSpecifier, localName: place.name }, file),
      ),
    );
  }
  const tree = new Map(renderTree(blueprint, values));
  // The test asks for the page where the app is mounted.
  if (!mount) tree.delete("tests.ts");
  const plan = planTree(tree, place.folder, {
    root: project.root,
    edits,
    record: { blueprint, version: packageVersion(), values, label: place.name },
  });
  const facts = {
    command: "startapp",
    name: place.name,
    app: place.path,
    folder: place.folder,
    project: project.root,
  };
  return { plan, messages, next: renderNext(blueprint, values), facts };
}

type EditFile = (text: string, file: string) => EditResult;

/** Adds how to get the app all the same to the refusal of an edit. */
function explained(option: string, change: () => EditResult): EditResult {
  try {
    return change();
  } catch (error) {
    if (!(error instanceof MkwebError)) throw error;
    throw new MkwebError(error.code, error.message, {
      hint: `${error.hint ?? ""}\n      Then run the command again with ${option}.`.trimStart(),
      cause: error,
    });
  }
}

function below(root: string, path: string): string {
  return relative(root, path).split(sep).join("/");
}

function importPath(from: string, to: string): string {
  const path = relative(from, to).split(sep).join("/");
  return path.startsWith("../") ? path : `./${path}`;
}
