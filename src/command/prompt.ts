import { MkwebError } from "../errors.ts";

/** Returns what is wrong with an answer, or `undefined`. */
export type Refuse = (text: string) => string | undefined | Promise<string | undefined>;

/** Asks for a line of text until `refuse` accepts it. Enter alone takes `initial`. */
export async function askText(message: string, refuse: Refuse, initial?: string): Promise<string> {
  const validate = async (text: string): Promise<string | true> => (await refuse(text)) ?? true;
  return String(
    await ask({ type: "text", message, validate, ...(initial !== undefined && { initial }) }),
  );
}

/** Asks for a line of text without showing it or its length. */
export async function askSecret(message: string): Promise<string> {
  return String(await ask({ type: "invisible", message }));
}

/** Asks a yes-or-no question; Enter takes `initial`. */
export async function askYesNo(message: string, initial: boolean): Promise<boolean> {
  return (await ask({ type: "confirm", message, initial })) === true;
}

interface Question {
  readonly type: "text" | "confirm" | "invisible";
  readonly message: string;
  readonly initial?: boolean | string;
  readonly validate?: (text: string) => Promise<string | true>;
}

/** Asks on stderr, so that other programs can read stdout. */
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
