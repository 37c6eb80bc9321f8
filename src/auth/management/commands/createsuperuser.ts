import { defineCommand, type CommandContext } from "../../../command/index.ts";
import type { Project } from "../../../conf/index.ts";
import { getUserModel } from "../../users/user-model.ts";
import { askForSuperuser, superuserWithoutQuestions, type NewSuperuser } from "../new-superuser.ts";
import { withUsers } from "../with-users.ts";

export default defineCommand({
  describe: "Used to create a superuser.",
  examples: ["createsuperuser", "createsuperuser --username ann --email ann@example.com"],
  options: {
    username: { type: "string", describe: "Specifies the login for the superuser." },
    email: { type: "string", describe: "Specifies the email for the superuser." },
    noinput: {
      type: "boolean",
      alias: "no-input",
      describe:
        "Tells mkweb to NOT prompt the user for input of any kind. You must use --username with " +
        "--noinput, along with an option for any other required field. The password comes from " +
        "DJANGO_SUPERUSER_PASSWORD; without it, the superuser will not be able to log in until given one.",
      default: false,
    },
  },
  run({ username, email, noinput }, context: CommandContext<Project>) {
    const { out, project, interactive, json } = context;
    return withUsers(project, async (settings) => {
      if (!noinput && !interactive && !json) {
        out.note(
          "Superuser creation skipped due to not running in a TTY. You can run `node manage createsuperuser` in your project to create one manually.",
        );
        return;
      }
      const user =
        !interactive || noinput
          ? await superuserWithoutQuestions({ username, email }, context.env)
          : await askForSuperuser(settings, { username, email }, context);
      await store(user);
      out.facts({ username: user.username, hasPassword: user.password !== null });
      out.note("Superuser created successfully.");
    });
  },
});

/** Uses the model's own `createSuperuser`. */
async function store({ username, required, password }: NewSuperuser): Promise<void> {
  const { email = null, ...extra } = required;
  await getUserModel().objects.createSuperuser(username, email, password, extra);
}
