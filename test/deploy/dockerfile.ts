/** Does what a Dockerfile says in plain folders: one for each stage, which stands for its whole file system. */
import { cp, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { dirname, join, posix, relative } from "node:path";
import type { TestContext } from "node:test";
import { cleanEnvironment } from "../whole/support.ts";
import { Copy, DockerfileParser, From, type Instruction } from "dockerfile-ast";

/** The last stage, as the image would be. */
export interface Image {
  /** The folder that stands for `/`. */
  readonly root: string;
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly user: string;
  readonly command: readonly string[];
  readonly healthcheck: readonly string[];
}

interface Stage {
  readonly root: string;
  readonly from: string;
  workdir: string;
  env: Record<string, string>;
  user: string;
  command: readonly string[];
  healthcheck: readonly string[];
}

/** @param context The folder that is built. */
export async function buildPlainly(t: TestContext, context: string): Promise<Image> {
  const folder = await mkdtemp(join(tmpdir(), "mkweb-image-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const ignored = await ignorer(context);
  const stages = new Map<string, Stage>();
  let stage: Stage | undefined;
  const file = await readFile(join(context, "Dockerfile"), "utf8");
  for (const instruction of DockerfileParser.parse(file).getInstructions()) {
    if (instruction instanceof From) {
      const root = join(folder, String(stages.size));
      stage = await begin(root, instruction.getImage() ?? "", stages);
      stages.set(instruction.getBuildStage() ?? `last ${stages.size}`, stage);
    } else if (stage) {
      await step(instruction, stage, { context, ignored, stages });
    }
  }
  if (!stage) throw new Error("The Dockerfile has no stage");
  return stage;
}

async function begin(
  root: string,
  from: string,
  stages: ReadonlyMap<string, Stage>,
): Promise<Stage> {
  const base = stages.get(from);
  if (base) await cp(base.root, root, { recursive: true, verbatimSymlinks: true });
  else await mkdir(root);
  const own = { root, from };
  if (base) return { ...base, ...own, env: { ...base.env } };
  return { ...own, workdir: "/", env: {}, user: "root", command: [], healthcheck: [] };
}

interface Build {
  readonly context: string;
  readonly ignored: (path: string) => boolean;
  readonly stages: ReadonlyMap<string, Stage>;
}

async function step(instruction: Instruction, stage: Stage, build: Build): Promise<void> {
  const text = instruction.getRawArgumentsContent() ?? "";
  switch (instruction.getKeyword()) {
    case "WORKDIR":
      stage.workdir = posix.resolve(stage.workdir, text);
      await mkdir(join(stage.root, stage.workdir), { recursive: true });
      return;
    case "ENV":
      for (const pair of text.split(/\s+/)) {
        const [name = "", value = ""] = pair.split(/=(.*)/s);
        stage.env[name] = value;
      }
      return;
    case "COPY":
      if (instruction instanceof Copy) await copy(instruction, stage, build);
      return;
    case "RUN":
      return run(text, stage);
    case "USER":
      stage.user = text;
      return;
    case "CMD":
      stage.command = JSON.parse(text);
      return;
    case "HEALTHCHECK":
      stage.healthcheck = JSON.parse(/CMD (\[.*\])$/.exec(text)?.[1] ?? "[]");
      return;
    case "EXPOSE":
    case "STOPSIGNAL":
    case "VOLUME":
      return;
    default:
      throw new Error(`Not known here: ${instruction.toString()}`);
  }
}

async function copy(instruction: Copy, stage: Stage, build: Build): Promise<void> {
  const words = instruction.getArguments().map((each) => each.getValue());
  const target = join(stage.root, posix.resolve(stage.workdir, words.at(-1) ?? ""));
  const from = instruction.getFromFlag()?.getValue();
  const source = from == null ? undefined : build.stages.get(from);
  if (from != null && !source) throw new Error(`There is no stage ${from}`);
  for (const word of words.slice(0, -1)) {
    const path = source ? join(source.root, word) : join(build.context, word);
    const isFolder = word.endsWith("/") || word === "." || !/\.\w+$/.test(word);
    const to = isFolder ? target : join(target, word);
    await mkdir(dirname(to), { recursive: true });
    await cp(path, to, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (each) => source !== undefined || !build.ignored(relative(build.context, each)),
    });
  }
}

/** Folders below the root stand in the stage's own, and files are made by whoever runs this. */
function run(text: string, { root, workdir, env }: Stage): void {
  const script = text
    .replaceAll(/ (\/(?:data|tmp)\b)/g, ` ${root}$1`)
    .replaceAll(/ --(?:owner|group)=\w+/g, "");
  const ended = spawnSync("sh", ["-ec", script], {
    cwd: join(root, workdir),
    encoding: "utf8",
    env: { ...cleanEnvironment(process.execPath), ...env },
  });
  if (ended.status !== 0) throw new Error(`${text}\n${ended.stdout}${ended.stderr}`);
}

/** As .dockerignore says: patterns are from the folder that is built. */
async function ignorer(context: string): Promise<(path: string) => boolean> {
  const lines = (await readFile(join(context, ".dockerignore"), "utf8")).split("\n");
  const patterns = lines
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const source = line
        .replaceAll(/[.+^$()|[\]{}]/g, String.raw`\$&`)
        .replaceAll("**/", "\0")
        .replaceAll("*", "[^/]*")
        .replaceAll("\0", "(?:.*/)?");
      return new RegExp(`^${source}(?:/|$)`);
    });
  return (path) => path !== "" && patterns.some((pattern) => pattern.test(path));
}
