import { writeFile } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { MkwebError } from "../../errors.ts";
import type { ModelGraph } from "../graph/model-graph.ts";
import { defineCommand } from "../define.ts";
import { chooseModels } from "../fixtures/choose-models.ts";

const formats = ["svg", "mermaid", "dot", "json"] as const;
type Format = (typeof formats)[number];

const endings: Readonly<Record<string, Format>> = {
  ".svg": "svg",
  ".mmd": "mermaid",
  ".mermaid": "mermaid",
  ".dot": "dot",
  ".gv": "dot",
  ".json": "json",
};

export default defineCommand({
  describe: "Draws the models of apps, their fields and relations.",
  examples: ["graphmodels -o models.svg", "graphmodels polls auth.User --format mermaid"],
  arguments: {
    appLabel: {
      complete: "app",
      describe:
        "App labels or app label.Model names to draw. Default: all. Models they refer to are drawn by name.",
      optional: true,
      variadic: true,
    },
  },
  options: {
    format: {
      type: "string",
      alias: "f",
      choices: formats,
      describe:
        "svg: a drawing; mermaid: an entity relationship diagram in Mermaid's language; dot: Graphviz's; json: the graph as data. Default: by the extension of --output, otherwise svg.",
    },
    output: {
      complete: "file",
      type: "string",
      alias: "o",
      describe: "The file to write; an existing one is replaced. Default: standard output.",
    },
    exclude: {
      complete: "app",
      type: "string",
      alias: "e",
      array: true,
      metavar: "EXCLUDE",
      describe: "An app label or app label.Model name to leave out, with all relations to it.",
    },
  },
  async run({ appLabel, exclude, output, format: asked }, { out, json, project, cwd }) {
    const format = asked ?? formatOf(output);
    const settings = await project.settings();
    const apps = await project.apps();
    const { models, setup } = await import("../../models/index.ts");
    await setup(settings, apps);
    const all = models.models.map((info) => ({
      info,
      app: info.registeredFor,
      label: info.label.toLowerCase(),
    }));
    const choose = (labels: readonly string[], exclude: readonly string[]) =>
      chooseModels(all, apps, { labels, exclude }).map(({ info }) => info);
    const chosen = choose(appLabel, exclude);
    if (chosen.length === 0) throw nothingToDraw();
    const kept = new Set(choose([], exclude));
    const left = new Set(models.models.filter((info) => !kept.has(info)));
    const { modelGraph } = await import("../graph/model-graph.ts");
    const graph = modelGraph(chosen, left);
    const text = await drawn(graph, format);
    const facts = { diagram: format, ...graph };
    if (output === undefined) {
      out.facts({ ...facts, file: null, text });
      if (!json) out.data(text.replace(/\n$/, ""));
      return;
    }
    const file = resolve(cwd, output);
    await writeFile(file, text);
    out.facts({ ...facts, file, text: null });
    const { length } = graph.models;
    out.note(`Drew ${length === 1 ? "1 model" : `${length} models`} in ${output}.`);
  },
});

function formatOf(output: string | undefined): Format {
  if (output === undefined) return "svg";
  const format = endings[extname(output).toLowerCase()];
  if (format) return format;
  throw new MkwebError("MKWEB_USAGE", `The format of ${output} is unknown. Nothing was written.`, {
    hint: `Choose one: --format ${formats.join(", --format ")}.`,
    exitStatus: 2,
  });
}

async function drawn(graph: ModelGraph, format: Format): Promise<string> {
  if (format === "svg") return (await import("../graph/svg.ts")).toSvg(graph);
  if (format === "mermaid") return (await import("../graph/mermaid.ts")).toMermaid(graph);
  if (format === "dot") return (await import("../graph/dot.ts")).toDot(graph);
  return `${JSON.stringify(graph, null, 2)}\n`;
}

function nothingToDraw(): MkwebError {
  return new MkwebError(
    "MKWEB_UNKNOWN_MODEL",
    "There are no models to draw. Nothing was written.",
    {
      hint: "Declare a model in the models.ts of an installed app, or name other apps.",
    },
  );
}
