/** Somebody who takes the tutorial: writes its files, types its commands and its lines for the shell. */
import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cleanEnvironment, run, type Ended, type GeneratedProject } from "../support.ts";
import { stepsOf, type Step } from "./pages.ts";
import { serve, type Page } from "./serving.ts";
import { password } from "./visitor.ts";

/** What the reader has done when the test makes the project, or what goes on until somebody ends it. */
const elsewhere = /^(?:mkweb startproject|cd|npm install|node manage (?:runserver|shell)$)/;

export class Reader {
  readonly project: GeneratedProject;
  readonly env: Readonly<Record<string, string>>;

  /** @param env The database's address, for one. */
  constructor(project: GeneratedProject, env: Readonly<Record<string, string>>) {
    this.project = project;
    this.env = { ...env, DJANGO_SUPERUSER_PASSWORD: password };
  }

  /** Does what a part says, and stops behind each step. */
  async *take(part: number): AsyncGenerator<Step> {
    for (const step of stepsOf(part)) {
      await this.#do(step);
      yield step;
    }
  }

  /** Does all that a part says. */
  async takeAll(part: number): Promise<void> {
    for await (const step of this.take(part)) assert.ok(step);
  }

  manage(...words: readonly string[]): Promise<Ended> {
    return this.project.manage(words, this.env);
  }

  npm(...words: readonly string[]): Promise<Ended> {
    const env = { ...cleanEnvironment(process.execPath), ...this.env };
    return run("npm", words, { cwd: this.project.folder, env });
  }

  /** What the development server answers, started for this one page. */
  async once(path: string): Promise<Page> {
    const pages: Page[] = [];
    await serve(this, async (visitor) => {
      pages.push(await visitor.get(path));
    });
    const [page] = pages;
    assert.ok(page);
    return page;
  }

  /** Runs code in the shell; answers what it logged, parsed. */
  async shell(code: string): Promise<unknown> {
    const { status, stdout, stderr } = await this.manage("shell", "-c", code);
    assert.equal(status, 0, stderr);
    return JSON.parse(stdout);
  }

  async write(path: string, text: string): Promise<void> {
    const file = join(this.project.folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }

  async #do(step: Step): Promise<void> {
    if (step.kind === "file") return this.write(step.path, step.text);
    if (step.kind === "line") return this.#replace(step.path, step.line);
    if (step.kind === "shell") return this.#type(step.code);
    if (elsewhere.test(step.words.join(" "))) return;
    const { status, stdout, stderr } = await this.#command(step.words);
    assert.equal(status, 0, `${step.words.join(" ")}: ${stdout}${stderr}`);
    const printed = squeezed(stdout + stderr);
    for (const line of step.prints) assert.ok(printed.includes(squeezed(line)), printed);
  }

  #command([program, first = "", ...words]: readonly string[]): Promise<Ended> {
    if (program === "npm") return this.npm(first, ...words);
    assert.deepEqual([program, first], ["node", "manage"], "the page types no other command");
    // Nobody is there to be asked for a password.
    const more = words[0] === "createsuperuser" ? ["--noinput"] : [];
    return this.manage(...words, ...more);
  }

  /** Replaces the line of a file that says something of the same key. */
  async #replace(path: string, line: string): Promise<void> {
    const [key = ""] = line.split(" ", 1);
    const file = join(this.project.folder, path);
    const text = await readFile(file, "utf8");
    const lines = text.split("\n").filter((each) => each.trim().startsWith(key));
    assert.equal(lines.length, 1, `${path} has one line about ${key}`);
    await writeFile(file, text.replace(lines[0]?.trim() ?? "", line));
  }

  /** What the shell answers to each line is what the page says behind it. */
  async #type(code: string): Promise<void> {
    const asked = code.replaceAll(
      /^(?!const |let |\/\/)(.+); \/\/ (.+)$/gm,
      (_line, expression: string, answer: string) => `seen.push([${expression}, ${answer}]);`,
    );
    const seen = await this.shell(`const seen = [];\n${asked}\nconsole.log(JSON.stringify(seen));`);
    assert.ok(Array.isArray(seen) && seen.length > 0, "the page says what the shell answers");
    for (const [answer, expected] of seen) assert.deepEqual(answer, expected, code);
  }
}

const squeezed = (text: string): string => text.replaceAll(/\s+/g, " ").trim();
