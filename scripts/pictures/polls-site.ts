/** The site of README.md: a new project with its code, and some questions to show. */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const checkout = fileURLToPath(new URL("../../", import.meta.url));

const questions = [
  ["Which language did you learn first?", "2026-03-02T08:15:00Z"],
  ["Tabs or spaces?", "2026-03-09T09:30:00Z"],
  ["What shall we read next?", "2026-03-20T17:45:00Z"],
  ["Where do we meet in summer?", "2026-04-01T12:00:00Z"],
  ["Tea or coffee?", "2026-04-14T06:50:00Z"],
  ["Who brings the cake?", "2026-04-28T15:20:00Z"],
] as const;

export class PollsSite {
  readonly username = "ann";
  readonly password = "a password for pictures";
  readonly #above = mkdtempSync(join(tmpdir(), "mkweb-pictures-"));
  readonly #folder = join(this.#above, "mysite");
  #server: ChildProcess | undefined;

  /** Runs `mkweb startproject mysite --app polls` with the packages of this checkout. */
  create(): void {
    const words = ["startproject", "mysite", "--app", "polls", "--no-install", "--no-git"];
    this.#run(this.#above, join(checkout, "bin/mkweb.js"), ...words);
    const installed = join(this.#folder, "node_modules");
    mkdirSync(installed);
    symlinkSync(checkout, join(installed, "mkweb"), "junction");
    this.#manage("migrate");
  }

  /** Writes the code blocks of README.md that name their file, and some rows. */
  write(): void {
    const readme = readFileSync(join(checkout, "README.md"), "utf8");
    const blocks = readme.matchAll(
      /^```(?:ts|html)\n(?:\/\/|<!--) (polls\/\S+)(?: -->)?\n([^]*?)^```$/gm,
    );
    for (const [, path = "", code = ""] of blocks) {
      const file = join(this.#folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, code);
    }
    this.#manage("makemigrations");
    this.#manage("migrate");
    this.#manage("check");
    this.#manage("test");
    this.#manage(
      "createsuperuser",
      "--noinput",
      "--username",
      this.username,
      "--email",
      "ann@example.com",
    );
    const rows = questions.map(([questionText, pubDate], at) => ({
      model: "polls.question",
      pk: at + 1,
      fields: { question_text: questionText, pub_date: pubDate },
    }));
    writeFileSync(join(this.#folder, "questions.json"), JSON.stringify(rows));
    this.#manage("loaddata", "questions.json");
  }

  /** Starts the site. @returns Its origin. */
  async serve(): Promise<string> {
    const words = ["manage.js", "runserver", "0", "--noreload", "--json"];
    const server = spawn(process.execPath, words, {
      cwd: this.#folder,
      stdio: ["ignore", "pipe", "ignore"],
    });
    this.#server = server;
    for await (const line of createInterface({ input: server.stdout })) {
      const { url }: { readonly url?: string } = JSON.parse(line);
      if (url !== undefined) return new URL(url).origin;
    }
    throw new Error("The site did not start.");
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server?.kill() === true) await once(server, "exit");
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.#above, { recursive: true, force: true });
  }

  #manage(...words: readonly string[]): void {
    this.#run(this.#folder, "manage.js", ...words);
  }

  #run(cwd: string, ...words: readonly string[]): void {
    const env = { ...process.env, DJANGO_SUPERUSER_PASSWORD: this.password };
    execFileSync(process.execPath, words, { cwd, env, stdio: ["ignore", "ignore", "inherit"] });
  }
}
