import type { CommandContext } from "../../command/index.ts";
import { planTree, type Plan, type Settled, type Tree } from "../../scaffold/index.ts";
import type { OwnTemplate } from "../../sources/index.ts";
import { packageVersion } from "../files.ts";
import { keepPresent } from "../startproject/present-files.ts";
import type { ProjectPlace } from "../startproject/project-name.ts";
import type { PlannedProject } from "../startproject/plan-project.ts";
import { chooseRelease, type Release } from "../startproject/release.ts";
import { newSecretKey } from "../startproject/secret-key.ts";
import { shellWords } from "../shell.ts";
import type { Answers } from "../startproject/answers.ts";
import { templateWords, type TypedTemplate } from "./options.ts";
import { recordedOwn, renderTyped, type OwnRendered } from "./render.ts";

export interface OwnProjectRequest {
  readonly place: ProjectPlace;
  readonly answers: Answers;
  readonly typed: TypedTemplate;
  /** Whether the user may be asked. */
  readonly mayAsk: boolean;
  /** Whether to ask the registry for this release of mkweb. */
  readonly mayAskRegistry: boolean;
}

/** A project made from the user's own template. */
export interface PlannedOwnProject extends PlannedProject {
  /** The template, for messages. */
  readonly shown: string;
  /** Whether there are dependencies to install. */
  readonly hasPackage: boolean;
  /** Options that repeat the user's answers. */
  readonly asked: readonly string[];
}

/** Renders a project from the user's own template in memory and compares it with the disk. */
export async function planOwnProject(
  request: OwnProjectRequest,
  context: CommandContext,
): Promise<PlannedOwnProject> {
  const { place, answers } = request;
  const { name, folder } = place;
  const { packageManager, database } = answers;
  const rendered = await renderProject(request, context);
  const { own, release } = rendered;
  const { template } = own;
  const { tree, edits, messages } = keepPresent(withRelease(own.tree, release), folder);
  const record = recordOf(request, rendered);
  return {
    plan: (settled?: Settled): Plan => planTree(tree, folder, { edits, settled, record }),
    messages,
    written: new Set(tree.keys()),
    next: template.manifest ? own.next : usualSteps(tree),
    bringsNode: false,
    shown: template.shown,
    hasPackage: tree.has("package.json"),
    asked: own.answers.asked,
    facts: {
      name,
      folder,
      template: template.record,
      mkweb: release?.specifier ?? null,
      packageManager,
      database,
      ownNode: false,
    },
  };
}

interface RenderedProject {
  readonly own: OwnRendered;
  readonly secretKey: string;
  /** How the project gets mkweb; undefined if the template does not ask. */
  readonly release: Release | undefined;
}

async function renderProject(
  { place, answers, typed, mayAsk, mayAskRegistry }: OwnProjectRequest,
  context: CommandContext,
): Promise<RenderedProject> {
  const { name, folder } = place;
  const { packageManager, database } = answers;
  const version = packageVersion();
  const secretKey = newSecretKey();
  let release: Release | undefined;
  const more = async (template: OwnTemplate) => {
    const { env, signal } = context;
    if (mentionsMkweb(template)) {
      release = await chooseRelease({ version, env, signal }, mayAskRegistry);
    }
    return { secret_key: secretKey, mkweb_requirement: release?.specifier ?? `^${version}` };
  };
  const options = { ...typedOptions(typed), database, package_manager: packageManager };
  const own = await renderTyped(
    { typed, kind: "project", name, folder, options, more, mayAsk },
    context,
  );
  return { own, secretKey, release };
}

function withRelease(tree: Tree, release: Release | undefined): Tree {
  const extra = Object.entries(release?.files ?? {}).map(
    ([path, { content }]) => [path, { bytes: content, mode: 0o666 }] as const,
  );
  return new Map([...tree, ...extra]);
}

/** The record of this run, for later runs. */
function recordOf(
  { place, answers, typed }: OwnProjectRequest,
  { own, secretKey }: RenderedProject,
) {
  const { name } = place;
  const record = recordedOwn(own, typed, "project", {
    project_name: { value: name },
    package_manager: { value: answers.packageManager },
    database: { value: answers.database },
    secret_key: { value: secretKey, secret: true },
  });
  const words = [
    "startproject",
    name,
    ...templateWords({ ...typed, template: own.template.shown }),
  ];
  return { ...record, version: packageVersion(), command: shellWords(words) };
}

/** Finding out where this mkweb can be installed from is slow, so do it only if the template needs it. */
function mentionsMkweb({ files }: OwnTemplate): boolean {
  return [...files.values()].some(({ bytes }) => Buffer.from(bytes).includes("mkweb_requirement"));
}

function typedOptions({ extensions, files, exclude }: TypedTemplate) {
  return { extensions: ["py", "ts", ...extensions], files, exclude };
}

/** Default next steps: what its manage program accepts. */
function usualSteps(tree: { readonly has: (path: string) => boolean }): readonly string[] {
  const program = [
    ["manage.js", "node manage"],
    ["manage.py", "python manage.py"],
  ].find(([file = ""]) => tree.has(file))?.[1];
  return program === undefined ? [] : [`${program} migrate`, `${program} runserver`];
}
