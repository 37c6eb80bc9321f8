/** An app of five models, related within the app and to the app before, with five views and their addresses. */
export function mkwebApp(at: number, annotated: boolean): Readonly<Record<string, string>> {
  const answer = annotated ? ": Promise<HttpResponse>" : "";
  return { "models.ts": models(at), "views.ts": views(at, answer), "urls.ts": urls(at) };
}

function models(at: number): string {
  const other = at > 0 ? "Other" : "Author";
  return `import { defineModel, fields } from "mkweb/db";
${at > 0 ? `import { Author as Other } from "../app${at - 1}/models.ts";` : ""}

export class Category extends defineModel(() => Category, {
  name: fields.char(100),
  slug: fields.slug(),
  articles: fields.reverse(() => Article, "category"),
}) {
  override toString(): string {
    return this.name;
  }
}

export class Author extends defineModel(() => Author, {
  name: fields.char(100),
  email: fields.email(),
  born: fields.date().nullable(),
  articles: fields.reverse(() => Article, "author"),
}) {
  get label(): string {
    return \`\${this.name} <\${this.email}>\`;
  }
}

export class Tag extends defineModel(() => Tag, {
  word: fields.char(50).unique(),
  weight: fields.integer().default(0),
}) {}

export class Article extends defineModel(
  () => Article,
  {
    title: fields.char(200),
    body: fields.text(),
    published: fields.datetime().nullable(),
    votes: fields.integer().default(0),
    state: fields.choice(["draft", "public"]),
    category: fields.foreignKey(() => Category, { onDelete: "cascade" }),
    author: fields.foreignKey(() => Author, { onDelete: "cascade" }),
    reviewer: fields.foreignKey(() => ${other}, { onDelete: "set null" }).nullable(),
    tags: fields.manyToMany(() => Tag),
    comments: fields.reverse(() => Comment, "article"),
  },
  { ordering: ["-published", "title"], uniqueTogether: [["category", "title"]] },
) {}

export class Comment extends defineModel(
  () => Comment,
  {
    article: fields.foreignKey(() => Article, { onDelete: "cascade" }),
    writer: fields.foreignKey(() => ${other}, { onDelete: "set null" }).nullable(),
    text: fields.text(),
    made: fields.datetime({ autoNowAdd: true }),
    hidden: fields.boolean().default(false),
  },
  { ordering: ["made"] },
) {}
`;
}

function views(at: number, answer: string): string {
  return `import { contains, gt, lte, or, startsWith } from "mkweb/db";
import type { HttpRequest, HttpResponse } from "mkweb/http";
import { redirect, render } from "mkweb/shortcuts";
import { Article, Author, Comment, Tag } from "./models.ts";

export async function index(request: HttpRequest)${answer} {
  const articles = await Article.objects
    .filter({ state: "public", published: lte(new Date()) })
    .orderBy("-published")
    .limit(20)
    .selectRelated("author", "category");
  const lines = articles.map(({ title, author, category }) => [title, author.name, category.name]);
  const tags = await Tag.objects.filter({ weight: gt(0) }).values("word", "weight");
  const sizes = tags.map((tag) => tag.word.length + tag.weight);
  return render(request, "app${at}/index.html", { articles, lines, sizes });
}

export async function detail(request: HttpRequest, { id }: { id: number })${answer} {
  const article = await Article.objects.selectRelated("author").prefetchRelated("comments").get({ id });
  const comments = await Comment.objects.filter({ article: { id }, hidden: false });
  return render(request, "app${at}/detail.html", { article, comments, name: article.author.label });
}

export async function category(request: HttpRequest, { slug }: { slug: string })${answer} {
  const articles = await Article.objects.filter({ category: { slug }, votes: gt(3) }).orderBy("-votes");
  const sum = articles.reduce((all, article) => all + article.votes, 0);
  return render(request, "app${at}/category.html", { articles, sum });
}

export async function search(request: HttpRequest, { word }: { word: string })${answer} {
  const articles = await Article.objects.filter(
    or({ title: contains(word) }, { author: { name: startsWith(word) } }),
  );
  const authors = await Author.objects.filter({ articles: { votes: gt(10) } });
  const count = await Comment.objects.filter({ article: { category: { name: word } } }).count();
  return render(request, "app${at}/search.html", { articles, authors, count });
}

export async function vote(request: HttpRequest, { id }: { id: number })${answer} {
  await Article.objects.filter({ id }).update({ votes: 1 });
  const comment = await Comment.objects.create({ article: id, text: "voted" });
  comment.hidden = true;
  await comment.save();
  return redirect(request.path);
}
`;
}

function urls(at: number): string {
  return `import { path } from "mkweb/urls";
import * as views from "./views.ts";

export const appName = "app${at}";

export const urlpatterns = [
  path("", views.index, { name: "index" }),
  path("<int:id>/", views.detail, { name: "detail" }),
  path("<int:id>/vote/", views.vote, { name: "vote" }),
  path("category/<slug:slug>/", views.category, { name: "category" }),
  path("search/<str:word>/", views.search, { name: "search" }),
];
`;
}
