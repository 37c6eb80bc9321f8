import {
  askSecret,
  defineCommand,
  readInput,
  type CommandContext,
} from "../../../command/index.ts";
import type { Project, Settings } from "../../../conf/index.ts";
import { MkwebError } from "../../../errors.ts";
import { passwordChanged } from "../../password-validation.ts";
import { normalizeUsername } from "../../users/user-names.ts";
import { getUserModel } from "../../users/user-model.ts";
import type { AuthUser } from "../../users/visitor.ts";
import { passwordFaults } from "../password-faults.ts";
import { systemUsername } from "../system-user.ts";
import { withUsers } from "../with-users.ts";

const MAX_TRIES = 3;

export default defineCommand({
  describe: "Change a user's password.",
  examples: ["changepassword", "changepassword ann"],
  arguments: {
    username: {
      describe: "Username to change password for; by default, it's the current username.",
      optional: true,
    },
  },
  options: {
    passwordStdin: {
      type: "boolean",
      describe: "Take the password from the standard input, whose first line it is.",
      default: false,
    },
  },
  run({ username, passwordStdin }, context: CommandContext<Project>) {
    const { out, project, env, interactive } = context;
    return withUsers(project, async (settings) => {
      const name = normalizeUsername(username ?? systemUsername(env));
      const { USERNAME_FIELD, objects } = getUserModel();
      const user = await objects.filter({ [USERNAME_FIELD]: name }).first();
      if (!user) {
        throw new MkwebError("MKWEB_USER_UNKNOWN", `user '${name}' does not exist`, {
          hint: "Name another: node manage changepassword NAME",
        });
      }
      if (!interactive && !passwordStdin) {
        throw unchanged("Nobody can be asked for a password here.");
      }
      out.note(`Changing password for user '${name}'`);
      const password = passwordStdin
        ? await readPassword(settings, user)
        : await askPassword(settings, user, out);
      await user.setPassword(password);
      await user.save({ updateFields: ["password"] });
      await passwordChanged(password, user, settings);
      out.facts({ username: name });
      out.note(`Password changed successfully for user '${name}'`);
    });
  },
});

async function askPassword(
  settings: Settings,
  user: AuthUser,
  out: CommandContext["out"],
): Promise<string> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const password = await askSecret("Password");
    if (password === "") throw unchanged("No password was given.");
    if (password !== (await askSecret("Password (again)"))) {
      out.note("Passwords do not match. Please try again.");
      continue;
    }
    const faults = await passwordFaults(settings, password, user);
    if (faults.length === 0) return password;
    for (const fault of faults) out.note(fault);
  }
  throw unchanged(
    `Aborting password change for user '${user.getUsername()}' after ${MAX_TRIES} attempts.`,
  );
}

async function readPassword(settings: Settings, user: AuthUser): Promise<string> {
  const [password = ""] = (await readInput()).split(/\r?\n/, 1);
  if (password === "") throw unchanged("No password was given.");
  const faults = await passwordFaults(settings, password, user);
  if (faults.length > 0) throw unchanged(faults.join(" "));
  return password;
}

function unchanged(message: string): MkwebError {
  return new MkwebError("MKWEB_PASSWORD_UNCHANGED", `${message} The password is as it was.`, {
    hint: "Run the command again in a terminal, or send the password to it: changepassword NAME --password-stdin.",
  });
}
