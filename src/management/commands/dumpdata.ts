import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { resolve } from "node:path";
import { Readable } from "node:stream";
import { text as wholeText } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { defineCommand } from "../define.ts";
import { chooseModels } from "../fixtures/choose-models.ts";
import { writeList } from "../fixtures/write-json.ts";
import { withDatabase } from "../with-database.ts";
import { excludeOption } from "../fixtures/exclude-option.ts";

export default defineCommand({
  describe: "Output the contents of the database as a fixture in JSON.",
  examples: [
    "dumpdata polls --indent 2 -o polls/fixtures/polls.json",
    "dumpdata auth.User --natural-foreign",
  ],
  arguments: {
    appLabel: {
      complete: "app",
      describe:
        "Restricts dumped data to the specified app label or app label.Model name, as polls or polls.Question.",
      optional: true,
      variadic: true,
    },
  },
  options: {
    indent: {
      type: "number",
      describe: "Specifies the indent level to use when pretty-printing output.",
    },
    exclude: excludeOption,
    all: {
      type: "boolean",
      alias: "a",
      describe:
        "Use the models' base query sets to dump all rows, including those that the models' own query sets leave out.",
      default: false,
    },
    database: {
      type: "string",
      describe: "Nominates a specific database to dump fixtures from.",
      default: "default",
    },
    "natural-foreign": {
      type: "boolean",
      describe: "Use natural foreign keys if they are available.",
      default: false,
    },
    "natural-primary": {
      type: "boolean",
      describe: "Use natural primary keys if they are available.",
      default: false,
    },
    output: {
      complete: "file",
      type: "string",
      alias: "o",
      describe: "Specifies the file to which the output is written; a name with .gz is compressed.",
    },
  },
  run(options, { out, json, project, cwd }) {
    const { appLabel, indent, exclude, output, all, database: using } = options;
    return withDatabase(project, async ({ settings, apps }) => {
      const { dumpRows, fixtureModels, inDependencyOrder, setup } =
        await import("../../models/index.ts");
      await setup(settings, apps);
      const models = chooseModels(fixtureModels(), apps, { labels: appLabel, exclude });
      const how = {
        all,
        using,
        naturalForeign: options["natural-foreign"],
        naturalPrimary: options["natural-primary"],
      };
      let count = 0;
      const objects = async function* () {
        for (const model of inDependencyOrder(models)) {
          for await (const object of dumpRows(model, how)) {
            out.status("Dumping objects", ++count);
            yield object;
          }
        }
      };
      if (json && output === undefined) {
        const all: unknown[] = [];
        for await (const object of objects()) all.push(object);
        return out.facts({ file: null, count, objects: all });
      }
      const text = writeList(objects(), indent);
      if (output !== undefined) {
        const file = resolve(cwd, output);
        await writeWhole(file, text);
        out.note(`Dumped ${count} object(s) to ${output}`);
        return out.facts({ file, count });
      }
      out.data((await wholeText(text)).replace(/\n$/, ""));
    });
  },
});

/** The file appears only once it is complete. */
async function writeWhole(file: string, text: AsyncIterable<string>): Promise<void> {
  const unfinished = `${file}.${process.pid}.tmp`;
  const target = createWriteStream(unfinished);
  const source = Readable.from(text);
  try {
    await (file.endsWith(".gz")
      ? pipeline(source, createGzip(), target)
      : pipeline(source, target));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
