/** The tables of all apps, as Kysely is told of them: in one interface. */
export function kyselyTables(apps: number): string {
  const all = Array.from({ length: apps }, (_, at) => at);
  return `import type { Generated, Kysely } from "kysely";

${all.map(tables).join("\n")}
export interface Database {
${all.map((at) => TABLES.map((name) => `  app${at}_${name.toLowerCase()}: ${name}${at};`).join("\n")).join("\n")}
}

export declare const db: Kysely<Database>;
`;
}

const TABLES = ["Category", "Author", "Tag", "Article", "Comment"];

function tables(at: number): string {
  return `export interface Category${at} { id: Generated<number>; name: string; slug: string }
export interface Author${at} { id: Generated<number>; name: string; email: string; born: string | null }
export interface Tag${at} { id: Generated<number>; word: string; weight: number }
export interface Article${at} {
  id: Generated<number>; title: string; body: string; published: Date | null; votes: Generated<number>;
  state: "draft" | "public"; category_id: number; author_id: number; reviewer_id: number | null;
}
export interface Comment${at} {
  id: Generated<number>; article_id: number; writer_id: number | null; text: string; made: Date;
  hidden: Generated<boolean>;
}
`;
}

/** What the views of {@link mkwebApp} ask, in Kysely's words. */
export function kyselyApp(at: number): Readonly<Record<string, string>> {
  const [category, author, tag, article, comment] = TABLES.map(
    (name) => `app${at}_${name.toLowerCase()}`,
  );
  return {
    "views.ts": `import { db } from "../database.ts";

export async function index(): Promise<unknown> {
  const articles = await db
    .selectFrom("${article}")
    .innerJoin("${author}", "${author}.id", "${article}.author_id")
    .innerJoin("${category}", "${category}.id", "${article}.category_id")
    .selectAll("${article}")
    .select(["${author}.name as author_name", "${category}.name as category_name"])
    .where("state", "=", "public")
    .where("published", "<=", new Date())
    .orderBy("published", "desc")
    .limit(20)
    .execute();
  const lines = articles.map(({ title, author_name, category_name }) => [title, author_name, category_name]);
  const tags = await db.selectFrom("${tag}").select(["word", "weight"]).where("weight", ">", 0).execute();
  const sizes = tags.map((each) => each.word.length + each.weight);
  return { articles, lines, sizes };
}

export async function detail(id: number): Promise<unknown> {
  const article = await db
    .selectFrom("${article}")
    .innerJoin("${author}", "${author}.id", "${article}.author_id")
    .selectAll("${article}")
    .select(["${author}.name", "${author}.email"])
    .where("${article}.id", "=", id)
    .executeTakeFirstOrThrow();
  const comments = await db
    .selectFrom("${comment}")
    .selectAll()
    .where("article_id", "=", id)
    .where("hidden", "=", false)
    .execute();
  return { article, comments, name: \`\${article.name} <\${article.email}>\` };
}

export async function category(slug: string): Promise<unknown> {
  const articles = await db
    .selectFrom("${article}")
    .innerJoin("${category}", "${category}.id", "${article}.category_id")
    .selectAll("${article}")
    .where("slug", "=", slug)
    .where("votes", ">", 3)
    .orderBy("votes", "desc")
    .execute();
  return articles.reduce((all, each) => all + each.votes, 0);
}

export async function search(word: string): Promise<unknown> {
  const articles = await db
    .selectFrom("${article}")
    .innerJoin("${author}", "${author}.id", "${article}.author_id")
    .selectAll("${article}")
    .where((eb) => eb.or([eb("title", "like", \`%\${word}%\`), eb("${author}.name", "like", \`\${word}%\`)]))
    .execute();
  const authors = await db
    .selectFrom("${author}")
    .innerJoin("${article}", "${article}.author_id", "${author}.id")
    .selectAll("${author}")
    .where("votes", ">", 10)
    .execute();
  const { count } = await db
    .selectFrom("${comment}")
    .innerJoin("${article}", "${article}.id", "${comment}.article_id")
    .innerJoin("${category}", "${category}.id", "${article}.category_id")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("${category}.name", "=", word)
    .executeTakeFirstOrThrow();
  return { articles, authors, count };
}

export async function vote(id: number): Promise<unknown> {
  await db.updateTable("${article}").set({ votes: 1 }).where("id", "=", id).execute();
  const comment = await db
    .insertInto("${comment}")
    .values({ article_id: id, text: "voted", made: new Date() })
    .returningAll()
    .executeTakeFirstOrThrow();
  await db.updateTable("${comment}").set({ hidden: true }).where("id", "=", comment.id).execute();
  return comment;
}
`,
  };
}
