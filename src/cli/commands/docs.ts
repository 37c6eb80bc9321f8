import { defineCommand, wrap } from "../../command/index.ts";
import { MkwebError } from "../../errors.ts";
import { suggest } from "../../mistakes/index.ts";
import { findTopics, textOf, topicsWith, type Topic } from "../topics.ts";

export default defineCommand({
  describe: "Prints a page of the documentation, or the list of all. It needs no network.",
  examples: ["docs", "docs tutorial"],
  arguments: {
    topic: { describe: "Name of the page: tutorial, models, forms.", optional: true },
  },
  run({ topic: name }, { out, program }) {
    const topics = findTopics();
    if (name === undefined) {
      out.facts({ topics });
      for (const line of listed(topics)) out.data(line);
      return out.note(`\nType '${program} docs NAME' to read one.`);
    }
    const topic = topics.find((each) => each.name === name.toLowerCase().replace(/\.md$/, ""));
    if (!topic) throw unknownTopic(name, topics, program);
    const text = textOf(topic.file);
    out.facts({ ...topic, text });
    return out.data(text.trimEnd());
  },
});

const WIDTH = 80;

function listed(topics: readonly Topic[]): readonly string[] {
  const column = Math.max(...topics.map(({ name }) => name.length)) + 2;
  return topics.map(({ name, summary }) => {
    const [first = "", ...rest] = wrap(summary, WIDTH - column).split("\n");
    return [name.padEnd(column) + first, ...rest.map((line) => " ".repeat(column) + line)].join(
      "\n",
    );
  });
}

/** How many pages that hold the word are named. */
const MENTIONED = 6;

function unknownTopic(name: string, topics: readonly Topic[], program: string): MkwebError {
  const meant = suggest(
    name,
    topics.map((each) => each.name),
  );
  const holding = topicsWith(name, topics).slice(0, MENTIONED).join(", ");
  const question = meant === undefined ? "" : ` Did you mean ${meant}?`;
  const hint =
    holding === "" ? `Type '${program} docs' for the list.` : `Pages that speak of it: ${holding}.`;
  return new MkwebError("MKWEB_UNKNOWN_TOPIC", `There is no page '${name}'.${question}`, { hint });
}
