import { restyle, styleOf, type CodeStyle } from "../edits/index.ts";
import { MkwebError } from "../errors.ts";
import {
  checkVariables,
  loadBlueprint,
  planTree,
  readSource,
  renderEdits,
  renderNext,
  renderTree,
  type Edit,
  type Plan,
  type Tree,
} from "../scaffold/index.ts";
import { listApp, mountApp } from "./app-edits.ts";
import type { AppPlace } from "./app-place.ts";
import { blueprintFolder, packageVersion } from "./files.ts";
import type { ProjectFolder } from "./project.ts";

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
  const messages: string[] = [];
  const say = (message: string): void => void messages.push(message);

  const edits: Edit[] = [];
  if (list) edits.push(listApp(project, wanted["installedApps"] ?? place.path, say));
  if (mount) {
    const route = wanted["mount"] ?? `${place.name}/`;
    edits.push(mountApp(project, place, { route, fromRoot: true }, say));
  }
  const tree = new Map(inStyle(renderTree(blueprint, values), edits[0]));
  // The test asks for the page where the app is mounted.
  if (!mount) tree.delete("tests.ts");
  const plan = planTree(tree, place.folder, {
    root: project.root,
    edits,
    record: {
      command: `startapp ${place.name}`,
      blueprint,
      version: packageVersion(),
      values,
      label: place.name,
    },
  });
  const facts = {
    name: place.name,
    app: place.path,
    folder: place.folder,
    project: project.root,
  };
  return { plan, messages, next: renderNext(blueprint, values), facts };
}

/** The app's code, written as the project's: as the first file that is edited. */
function inStyle(tree: Tree, edited: Edit | undefined): Tree {
  const style = edited && projectStyle(edited.path);
  if (!style) return tree;
  return new Map(
    [...tree].map(([path, file]) => {
      if (!path.endsWith(".ts")) return [path, file];
      const text = restyle(Buffer.from(file.bytes).toString("utf8"), style);
      return [path, { ...file, bytes: Buffer.from(text) }];
    }),
  );
}

/** None where the file cannot be read: its edit says why. */
function projectStyle(path: string): CodeStyle | undefined {
  try {
    return styleOf(readSource(path).toString("utf8"));
  } catch (error) {
    if (error instanceof MkwebError) return undefined;
    throw error;
  }
}
