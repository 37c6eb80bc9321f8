/** A process of Django's, asked for one thing after the other. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { PYTHON } from "../servers.ts";

const script = fileURLToPath(new URL("../django/library.py", import.meta.url));

export interface DjangoSide {
  /** @throws What Django says, if it cannot. */
  ask(what: string, given?: object): Promise<unknown>;
  stop(): Promise<void>;
}

/** @param folder Where its app is made. */
export function startDjangoSide(folder: string): DjangoSide {
  const child = spawn(PYTHON, [script, folder], {
    env: { ...process.env, PYTHONPATH: process.env["NEWER_DJANGO"] },
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const exit = once(child, "exit");
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(what, given = {}) {
      child.stdin.write(`${JSON.stringify({ ...given, do: what })}\n`);
      const { value, done } = await answers.next();
      if (done === true) {
        await exit;
        throw new Error(`Django cannot ${what} ${JSON.stringify(given)}:\n${said}`);
      }
      return JSON.parse(value);
    },
    async stop() {
      child.stdin.end();
      await exit;
    },
  };
}

/** As Django's DATABASES has it. */
export function djangoDatabase(url: string): object {
  if (url.startsWith("sqlite:")) {
    return { ENGINE: "django.db.backends.sqlite3", NAME: url.slice("sqlite:".length) };
  }
  const { pathname, hostname, port, username, password } = new URL(url);
  return {
    ENGINE: "django.db.backends.postgresql",
    NAME: pathname.slice(1),
    HOST: hostname,
    PORT: port,
    USER: username,
    PASSWORD: password,
  };
}
