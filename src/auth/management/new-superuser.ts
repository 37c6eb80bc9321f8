/** Collects the data of a new superuser for `createsuperuser`: from options, the environment or a terminal. */
import { askSecret, askText, askYesNo, type CommandContext } from "../../command/index.ts";
import type { Settings } from "../../conf/index.ts";
import { MkwebError } from "../../errors.ts";
import { infoOf, type FieldInfo } from "../../models/index.ts";
import { ValidationError } from "../../validators/index.ts";
import { getUserModel } from "../users/user-model.ts";
import { normalizeUsername } from "../users/user-names.ts";
import { passwordFaults } from "./password-faults.ts";
import { systemUsername } from "./system-user.ts";

export interface NewSuperuser {
  readonly username: string;
  /** Values of REQUIRED_FIELDS. */
  readonly required: Readonly<Record<string, string>>;
  /** `null` disables login until a password is set. */
  readonly password: string | null;
}

interface Given {
  readonly username: string | undefined;
  readonly email: string | undefined;
}

/**
 * Takes the data from options, else from DJANGO_SUPERUSER_USERNAME, _EMAIL and _PASSWORD, or MKWEB_SUPERUSER_….
 *
 * @throws {MkwebError} `MKWEB_USER_INVALID`
 */
export async function superuserWithoutQuestions(
  given: Given,
  env: CommandContext["env"],
): Promise<NewSuperuser> {
  const variable = (name: string): string | undefined =>
    env[`DJANGO_SUPERUSER_${name}`] ?? env[`MKWEB_SUPERUSER_${name}`];
  const username = given.username ?? variable(variableOf(usernameField()));
  if (username === undefined) throw invalidUser("You must use --username with --noinput.");
  const fault = await faultOfUsername(username);
  if (fault !== undefined) throw invalidUser(fault);
  const required: Record<string, string> = {};
  for (const field of requiredFields()) {
    const option = field.name === "email" ? given.email : undefined;
    const value = option ?? variable(variableOf(field));
    if (!value) throw invalidUser(`You must use ${optionOf(field)} with --noinput.`);
    const wrong = await faultOf(field, value);
    if (wrong !== undefined) throw invalidUser(wrong);
    required[field.name] = value;
  }
  return { username, required, password: variable("PASSWORD") ?? null };
}

/** Asks for everything that no option gives; for the password twice, until it is valid. */
export async function askForSuperuser(
  settings: Settings,
  given: Given,
  { out, env }: Pick<CommandContext, "out" | "env">,
): Promise<NewSuperuser> {
  const fault = given.username === undefined ? undefined : await faultOfUsername(given.username);
  if (fault !== undefined) out.note(fault);
  const username =
    given.username === undefined || fault !== undefined ? await askUsername(env) : given.username;
  const required: Record<string, string> = {};
  for (const field of requiredFields()) {
    const option = field.name === "email" ? given.email : undefined;
    const value =
      option ?? (await askText(capitalized(field), (text) => faultOf(field, text.trim()))).trim();
    const wrong = await faultOf(field, value);
    if (wrong !== undefined) throw invalidUser(wrong);
    required[field.name] = value;
  }
  const user = { [usernameField().name]: username, ...required };
  return { username, required, password: await askPassword(settings, user, out) };
}

async function askUsername(env: CommandContext["env"]): Promise<string> {
  const own = systemUsername(env);
  const usual = (await faultOfUsername(own)) === undefined ? own : undefined;
  const name = capitalized(usernameField());
  const question = usual === undefined ? name : `${name} (leave blank to use '${usual}')`;
  return askText(question, (text) => faultOfUsername(text || (usual ?? "")), usual);
}

async function askPassword(
  settings: Settings,
  user: object,
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

async function faultOfUsername(text: string): Promise<string | undefined> {
  const username = normalizeUsername(text);
  const field = usernameField();
  if (username === "") return `${capitalized(field)} cannot be blank.`;
  const same = getUserModel().objects.filter({ [field.name]: username });
  const wrong = await faultOf(field, username);
  if (wrong !== undefined) return wrong;
  return (await same.exists()) ? `That ${field.verboseName} is already taken.` : undefined;
}

/** Returns the field's error for a text, if any. */
async function faultOf(field: FieldInfo, text: string): Promise<string | undefined> {
  const User = getUserModel();
  const others = Array.from(infoOf(User).fields.keys()).filter((name) => name !== field.name);
  try {
    const user = new User({ [field.name]: text });
    await user.fullClean({ exclude: others, validateUnique: false, validateConstraints: false });
    return undefined;
  } catch (error) {
    if (error instanceof ValidationError) return error.messages.join("; ");
    throw error;
  }
}

function usernameField(): FieldInfo {
  return fieldNamed(getUserModel().USERNAME_FIELD);
}

function requiredFields(): readonly FieldInfo[] {
  return getUserModel().REQUIRED_FIELDS.map(fieldNamed);
}

function fieldNamed(name: string): FieldInfo {
  const info = infoOf(getUserModel());
  const field = info.fields.get(name);
  if (field) return field;
  throw new TypeError(
    `${info.label}: USERNAME_FIELD or REQUIRED_FIELDS names '${name}', which is not a field.`,
  );
}

/** Returns `DJANGO_SUPERUSER_FIRST_NAME` for `firstName`. */
function variableOf({ column }: FieldInfo): string {
  return column.toUpperCase();
}

function optionOf(field: FieldInfo): string {
  return field.name === "email" ? "--email" : `DJANGO_SUPERUSER_${variableOf(field)}`;
}

function capitalized({ verboseName }: FieldInfo): string {
  return verboseName.charAt(0).toUpperCase() + verboseName.slice(1);
}

function invalidUser(message: string): MkwebError {
  return new MkwebError("MKWEB_USER_INVALID", message, {
    hint: "Give it as an option or in the environment, or leave out --noinput on a terminal: createsuperuser then asks.",
  });
}
