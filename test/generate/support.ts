/** A project with an app, and mkweb as built in its node_modules. */
import { execFile } from "node:child_process";
import { mkdir, readFile, readdir, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { emptyPlace, type Ending, type Place } from "../cli/support.ts";
import { manageIn, startProcess, type Run } from "../support/project.ts";

const packages = fileURLToPath(new URL("../../node_modules/", import.meta.url));

export interface Site extends Place {
  manage(...words: string[]): Promise<Run>;
  /** Starts its server, which ends with the test; answers the address. */
  serve(): Promise<string>;
  /** Runs a tool of this package's own in the project: `oxfmt`, `tsc`. */
  tool(file: string, ...words: string[]): Promise<Run>;
  /** Every file and every folder without any, with what is in it; what commands leave behind apart. */
  tree(): Promise<Readonly<Record<string, string>>>;
}

/** @param env Of every command, besides the machine's. */
export async function siteWithPolls(t: Ending, env: NodeJS.ProcessEnv = {}): Promise<Site> {
  const place = await emptyPlace(t);
  await place.mkweb(["startproject", "site", ".", "--no-install", "--no-git"]);
  await place.mkweb(["startapp", "polls"]);
  await rm(join(place.path, "vendor"), { recursive: true });
  await mkdir(join(place.path, "node_modules/@types"), { recursive: true });
  for (const name of ["typescript", "@types/node", "undici-types"]) {
    await symlink(join(packages, name), join(place.path, "node_modules", name), "junction");
  }
  await symlink(join(packages, ".."), join(place.path, "node_modules/mkweb"), "junction");
  const settings = await place.read("site/settings.ts");
  const media = '  MEDIA_ROOT: "media",\n  MEDIA_URL: "media/",\n';
  await place.write("site/settings.ts", settings.replace(/^  STATIC_URL.*\n/m, `$&${media}`));
  return {
    ...place,
    manage: (...words) => manageIn(place.path, words, env),
    serve: async () => {
      const server = startProcess(["manage", "runserver", "0", "--noreload"], place.path, env);
      t.after(async () => {
        server.child.kill("SIGTERM");
        await server.ended();
      });
      const address = /http:\/\/127\.0\.0\.1:\d+\//;
      await server.says(address);
      return address.exec(server.output())?.[0] ?? "";
    },
    tool: async (file, ...words) => {
      const tool = startProcess([join(packages, file), ...words], place.path, env);
      const status = await tool.ended();
      return { status, ...tool.texts };
    },
    tree: () => treeOf(place.path),
  };
}

/**
 * The same with a model of users of its own, which knows no permissions.
 *
 * @param member More of its class, formatted.
 */
export async function siteWithMembers(t: TestContext, member = ""): Promise<Site> {
  const site = await siteWithPolls(t);
  await site.write(
    "polls/models.ts",
    `import { AbstractBaseUser } from "mkweb/auth";
import { fields } from "mkweb/db";

export class Member extends AbstractBaseUser.defineModel(() => Member, {
  nickname: fields.char(30).unique(),
}) {
  static readonly USERNAME_FIELD = "nickname";${member}
}
`,
  );
  const settings = await site.read("site/settings.ts");
  const model = '  AUTH_USER_MODEL: "polls.Member",\n';
  await site.write("site/settings.ts", settings.replace(/^  STATIC_URL.*\n/m, `$&${model}`));
  await site.manage("makemigrations", "polls");
  return site;
}

async function treeOf(root: string, below = ""): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  const entries = await readdir(join(root, below), { withFileTypes: true });
  for (const entry of entries) {
    const path = `${below}${entry.name}`;
    if (path === "node_modules" || path.startsWith("db.sqlite3")) continue;
    if (!entry.isDirectory()) found[path] = await readFile(join(root, path), "base64");
    else Object.assign(found, { [`${path}/`]: "" }, await treeOf(root, `${path}/`));
  }
  return found;
}

/** Whether `git apply` takes a diff. */
export function gitApply(folder: string, diff: string): Promise<Error | null> {
  return new Promise((resolve) => {
    const child = execFile("git", ["apply", "-"], { cwd: folder }, (error) => resolve(error));
    child.stdin?.end(diff);
  });
}

/** A field of every type. */
export const everyType = [
  "title:string:120",
  "body:text",
  "count:integer",
  "rank:smallInteger",
  "views:bigInteger",
  "seats:positiveInteger",
  "ratio:float",
  "price:decimal:8,2",
  "open:boolean",
  "day:date",
  "pubDate:datetime",
  "begins:time",
  "length:duration",
  "address:email",
  "site:url",
  "slug:slug:unique",
  "token:uuid",
  "data:json",
  "ip:ipAddress",
  "paper:file",
  "photo:image",
  "status:choice:draft,in_review",
  "author:references:auth.User",
  "owner:oneToOne:auth.User",
  "tags:manyToMany:polls.Tag",
  "above:references:Thing:optional",
] as const;

/** The same, each left open where that is possible, and with what may stand behind a type. */
export const everyModifier = [
  ...everyType
    .slice(0, -3)
    .map((field) => (field.includes("unique") ? field : `${field}:optional`)),
  "code:string:20:optional:unique",
  "level:integer:index",
  "editor:references(auth.User):optional",
  "owner:oneToOne:auth.User:optional",
  "tags:manyToMany:Tag:optional",
  "first:references:Tag:unique",
  "above:references:CustomerOrderPosition:optional",
] as const;
