/** What `createsuperuser` makes a user of: options, the environment, or somebody at a terminal. */
import { askSecret, askText, askYesNo, type CommandContext } from "../../command/index.ts";
import type { Settings } from "../../conf/index.ts";
import { MkwebError } from "../../errors.ts";
import { findUser } from "../backends/users.ts";
import { normalizeUsername, validateEmailField, validateUsername } from "../user-names.ts";
import { ValidationError } from "../../validators/index.ts";
import { passwordFaults } from "./password-faults.ts";
import { systemUsername } from "./system-user.ts";

export interface NewSuperuser {
  readonly username: string;
  readonly email: string;
  /** `null`: nobody can log in until one is set. */
  readonly password: string | null;
}

interface Given {
  readonly username: string | undefined;
  readonly email: string | undefined;
}

/**
 * From options, else from DJANGO_SUPERUSER_USERNAME, _EMAIL and _PASSWORD, or MKWEB_SUPERUSER_….
 *
 * @throws {MkwebError} `MKWEB_USER_INVALID`
 */
export async function superuserWithoutQuestions(
  settings: Settings,
  given: Given,
  env: CommandContext["env"],
): Promise<NewSuperuser> {
  const variable = (name: string): string | undefined =>
    env[`DJANGO_SUPERUSER_${name}`] ?? env[`MKWEB_SUPERUSER_${name}`];
  const username = given.username ?? variable("USERNAME");
  const email = given.email ?? variable("EMAIL");
  if (username === undefined) throw invalidUser("You must use --username with --noinput.");
  const fault = await faultOfUsername(settings, username);
  if (fault !== undefined) throw invalidUser(fault);
  if (!email) throw invalidUser("You must use --email with --noinput.");
  const wrong = faultOf(() => validateEmailField(email));
  if (wrong !== undefined) throw invalidUser(wrong);
  return { username, email, password: variable("PASSWORD") ?? null };
}

/** Asks for what no option says; a password twice, and again until it will do. */
export async function askForSuperuser(
  settings: Settings,
  given: Given,
  { out, env }: Pick<CommandContext, "out" | "env">,
): Promise<NewSuperuser> {
  const fault =
    given.username === undefined ? undefined : await faultOfUsername(settings, given.username);
  if (fault !== undefined) out.note(fault);
  const username =
    given.username === undefined || fault !== undefined
      ? await askUsername(settings, env)
      : given.username;
  const email =
    given.email ??
    (
      await askText("Email address", (text) => faultOf(() => validateEmailField(text.trim())))
    ).trim();
  const wrong = faultOf(() => validateEmailField(email));
  if (wrong !== undefined) throw invalidUser(wrong);
  return { username, email, password: await askPassword(settings, { username, email }, out) };
}

async function askUsername(settings: Settings, env: CommandContext["env"]): Promise<string> {
  const own = systemUsername(env);
  const usual = (await faultOfUsername(settings, own)) === undefined ? own : undefined;
  const question = usual === undefined ? "Username" : `Username (leave blank to use '${usual}')`;
  return askText(question, (text) => faultOfUsername(settings, text || (usual ?? "")), usual);
}

async function askPassword(
  settings: Settings,
  user: Omit<NewSuperuser, "password">,
  out: CommandContext["out"],
): Promise<string> {
  for (;;) {
    const password = await askSecret("Password");
    if (password !== (await askSecret("Password (again)"))) {
      out.note("Error: Your passwords didn't match.");
      continue;
    }
    if (password.trim() === "") {
      out.note("Error: Blank passwords aren't allowed.");
      continue;
    }
    const faults = await passwordFaults(settings, password, user);
    for (const fault of faults) out.note(fault);
    const bypass = "Bypass password validation and create user anyway?";
    if (faults.length === 0 || (await askYesNo(bypass, false))) return password;
  }
}

async function faultOfUsername(settings: Settings, text: string): Promise<string | undefined> {
  const username = normalizeUsername(text);
  if (username === "") return "Username cannot be blank.";
  if (await findUser(settings, "username", username)) return "That username is already taken.";
  return faultOf(() => validateUsername(username));
}

function faultOf(validate: () => void): string | undefined {
  try {
    validate();
    return undefined;
  } catch (error) {
    if (error instanceof ValidationError) return error.messages.join("; ");
    throw error;
  }
}

function invalidUser(message: string): MkwebError {
  return new MkwebError("MKWEB_USER_INVALID", message, {
    hint: "Without --noinput, createsuperuser asks for what is missing or wrong.",
  });
}
