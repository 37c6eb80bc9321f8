/** Users with a card instead of a password, kept nowhere: a backend as a project might write one. */
import { AbstractUser, type AuthBackendFactory } from "../../src/auth/index.ts";
import type { Settings } from "../../src/conf/index.ts";
import { PermissionDenied } from "../../src/http/index.ts";

class CardHolder extends AbstractUser {
  readonly id: string;

  constructor(settings: Settings, id: string) {
    super(settings, { username: `card ${id}` });
    this.id = id;
  }

  async save(): Promise<void> {}
}

const cards: AuthBackendFactory = (settings) => ({
  name: "tests.cards",
  async authenticate(_request, { card }) {
    if (typeof card !== "string") return undefined;
    const [id = "", state] = card.split("-");
    if (state === "stolen") throw new PermissionDenied();
    return new CardHolder(settings, id);
  },
  async getUser(id) {
    return new CardHolder(settings, id);
  },
});

export default cards;
