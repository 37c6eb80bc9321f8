import { MkwebError } from "../errors.ts";

/** Asks for a line of text until `refuse` has nothing against it. */
export async function askText(
  message: string,
  refuse: (text: string) => string | undefined,
): Promise<string> {
  return String(await ask({ type: "text", message, validate: (text) => refuse(text) ?? true }));
}

/** Asks a yes-or-no question; Enter takes `initial`. */
export async function askYesNo(message: string, initial: boolean): Promise<boolean> {
  return (await ask({ type: "confirm", message, initial })) === true;
}

interface Question {
  readonly type: "text" | "confirm";
  readonly message: string;
  readonly initial?: boolean;
  readonly validate?: (text: string) => string | true;
}

/** Asks on stderr, so that stdout stays what another program may read. */
async function ask(question: Question): Promise<unknown> {
  const { default: prompts } = await import("prompts");
  const answers: { readonly value?: unknown } = await prompts({
    ...question,
    name: "value",
    stdout: process.stderr,
  });
  if (answers.value === undefined) {
    throw new MkwebError("MKWEB_INTERRUPTED", "Stopped at a question. Nothing was written.");
  }
  return answers.value;
}
