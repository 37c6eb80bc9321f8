import { tmpdir } from "node:os";
import { pathToFileURL } from "node:url";
import { DOOMED, type Operation } from "../operations.ts";
import { Author, Book } from "./library/models.ts";
import { conf, db } from "./mkweb-dist.ts";
import { authorId, bookId, MADE, nameFor, TEN, TITLES, titleStart, type OpenPeer } from "./peer.ts";

const { atomic, closeModels, connectionFor, F, gt, gte, range, setup, startsWith } = db;
const { completeSettings, env } = conf;

export const open: OpenPeer = async (address) => {
  process.env["BENCH_DATABASE_URL"] = address.startsWith("postgresql:")
    ? address
    : `sqlite:${address}`;
  const settings = completeSettings({
    BASE_DIR: pathToFileURL(`${tmpdir()}/`),
    SECRET_KEY: "bench",
    DATABASES: { default: env.database("BENCH_DATABASE_URL") },
  });
  await setup(settings, [app("library")]);
  return {
    operations: {
      get: (turn) => Book.objects.get({ id: bookId(turn) }),
      filter100: (turn) =>
        Book.objects
          .filter({ votes: gt(turn % 9000) })
          .orderBy("id")
          .limit(100),
      lookup100: (turn) =>
        Book.objects
          .filter({ title: startsWith(titleStart(turn)), votes: range(100, 9900) })
          .orderBy("id")
          .limit(100),
      hydrate10k: () => Book.objects.all(),
      join1000: () => Book.objects.selectRelated("author").orderBy("id").limit(1000),
      prefetch1000x10: () => Author.objects.prefetchRelated("books"),
      count: (turn) => Book.objects.filter({ author: authorId(turn) }).count(),
      exists: (turn) => Book.objects.filter({ author: authorId(turn) }).exists(),
      update: async (turn) => {
        const book = await Book.objects.get({ id: bookId(turn) });
        book.votes += 1;
        await book.save();
      },
      "queryset-update": (turn) =>
        Book.objects.filter({ id: bookId(turn) }).update({ votes: F("votes").plus(1) }),
      insert: (turn) =>
        Book.objects.create({ title: `new ${turn}`, votes: 1, made: MADE, author: authorId(turn) }),
      bulk10k: () =>
        Book.objects.bulkCreate(
          TITLES.map((title) => ({ title, votes: 1, made: MADE, author: 1 })),
        ),
      cascade: (turn) => Author.objects.filter({ id: DOOMED + turn }).delete(),
      getOrCreate: (turn) => Author.objects.getOrCreate({ name: nameFor(turn) }),
      transaction: (turn) =>
        atomic(async () => {
          await Author.objects.create({ name: `one ${turn}` });
          await Author.objects.create({ name: `two ${turn}` });
        }),
      chain10: (turn) => {
        let books = Book.objects.filter({ id: bookId(turn) });
        for (const at of TEN.slice(1)) books = books.filter({ votes: gte(at) });
        return books;
      },
    },
    plain,
    async unit30() {
      await setup(settings, [app("unit")]);
      const { Unit0 } = await import("./unit/models.ts");
      return Unit0?.objects.all();
    },
    async close() {
      await connectionFor().close();
      closeModels();
    },
  };
};

/** An app whose models are in a folder here, as INSTALLED_APPS finds them. */
function app(folder: string) {
  const root = new URL(`./${folder}/`, import.meta.url);
  return { name: folder, label: "bench", verboseName: folder, root, module: {} };
}

async function plain(operation: Operation, answer: unknown): Promise<unknown> {
  if (operation === "join1000") {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- What the operation answers.
    const books = answer as Awaited<ReturnType<typeof joined>>;
    return books.map(({ title, votes, made, author: { name } }) => ({ title, votes, made, name }));
  }
  if (operation === "getOrCreate") return Array.isArray(answer) ? answer[0] : answer;
  if (operation !== "prefetch1000x10") return answer;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- What the operation answers.
  const authors = answer as readonly Author[];
  return Promise.all(
    authors.map(async ({ name, books }) => ({ name, books: [...(await books.all())] })),
  );
}

async function joined() {
  return await Book.objects.selectRelated("author");
}
