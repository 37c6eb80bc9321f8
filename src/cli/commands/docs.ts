import { defineCommand, stdoutWidth, wrap, type Output } from "../../command/index.ts";
import { MkwebError } from "../../errors.ts";
import { fitPage } from "../fit-page.ts";
import { suggest } from "../../mistakes/index.ts";
import { findTopics, textOf, topicsWith, type Topic } from "../topics.ts";

export default defineCommand({
  describe:
    "Prints a page of the documentation, or lists all pages or those of a folder. Needs no network.",
  examples: ["docs", "docs models", "docs reference", "docs reference/settings"],
  arguments: {
    topic: { describe: "Name of a page or a folder: models, forms, tutorial.", optional: true },
  },
  run({ topic: name }, { out, program }) {
    const topics = findTopics();
    if (name === undefined) return list(topics, out, program);
    const wanted = name
      .toLowerCase()
      .replace(/^docs\//, "")
      .replace(/\.md$|\/$/, "");
    const topic = topics.find((each) => each.name === wanted || each.path === wanted);
    const below = topics.filter(({ path }) => path.startsWith(`${wanted}/`));
    if (!topic && below.length > 0) return list(below, out, program);
    if (!topic) throw unknownTopic(name, topics, program);
    const text = textOf(topic.file);
    out.facts({ ...topic, text });
    return out.data(fitPage(text.trimEnd(), stdoutWidth()));
  },
});

const WIDTH = 80;

function list(topics: readonly Topic[], out: Output, program: string): void {
  out.facts({ topics });
  for (const line of listed(topics)) out.data(line);
  out.note(`\nType '${program} docs NAME' to read one.`);
}

function listed(topics: readonly Topic[]): readonly string[] {
  const column = Math.max(...topics.map(({ name }) => name.length)) + 4;
  return topics.flatMap(({ name, section, title, summary }, at) => {
    const before = topics[at - 1];
    const heading = section === before?.section ? [] : [...(before ? [""] : []), section];
    const [first = "", ...rest] = wrap(`${title}: ${summary}`, WIDTH - column).split("\n");
    return [
      ...heading,
      `  ${name}`.padEnd(column) + first,
      ...rest.map((line) => " ".repeat(column) + line),
    ];
  });
}

/** Most pages to name that contain the word. */
const MENTIONED = 6;

function unknownTopic(name: string, topics: readonly Topic[], program: string): MkwebError {
  const meant = suggest(
    name,
    topics.map((each) => each.name),
  );
  const holding = topicsWith(name, topics).slice(0, MENTIONED).join(", ");
  const question = meant === undefined ? "" : ` Did you mean ${meant}?`;
  const hint =
    holding === "" ? `Type '${program} docs' for the list.` : `Pages that mention it: ${holding}.`;
  return new MkwebError("MKWEB_UNKNOWN_TOPIC", `There is no page '${name}'.${question}`, { hint });
}
