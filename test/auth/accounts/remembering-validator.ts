/** Takes every password, and remembers those that were saved. */
import { User } from "../../../src/auth/index.ts";
import type { PasswordValidatorFactory } from "../../../src/auth/validators/validator.ts";

export const taken: string[] = [];

const remembering: PasswordValidatorFactory = () => ({
  validate() {},
  getHelpText: () => "Every password is remembered.",
  passwordChanged(password, user) {
    taken.push(`${user instanceof User ? user.username : ""}: ${password}`);
  },
});

export default remembering;
