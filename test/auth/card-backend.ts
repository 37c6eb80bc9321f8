/** Users with a card instead of a password, kept nowhere: a backend as a project might write one. */
import type { AnyUser, AuthBackendFactory } from "../../src/auth/index.ts";
import { PermissionDenied } from "../../src/http/index.ts";

class CardHolder implements AnyUser {
  readonly isAuthenticated = true;
  readonly isAnonymous = false;
  readonly isActive = true;
  readonly isStaff = false;
  readonly isSuperuser = false;
  readonly pk: string;
  backend: string | undefined = undefined;

  constructor(pk: string) {
    this.pk = pk;
  }

  get username(): string {
    return `card ${this.pk}`;
  }

  getUsername(): string {
    return this.username;
  }

  getSessionAuthHash(): string {
    return "a card is never changed";
  }

  getSessionAuthFallbackHash(): readonly string[] {
    return [];
  }
}

const cards: AuthBackendFactory = () => ({
  name: "tests.cards",
  async authenticate(_request, { card }) {
    if (typeof card !== "string") return undefined;
    const [id = "", state] = card.split("-");
    if (state === "stolen") throw new PermissionDenied();
    return new CardHolder(id);
  },
  async getUser(id) {
    return new CardHolder(id);
  },
});

export default cards;
