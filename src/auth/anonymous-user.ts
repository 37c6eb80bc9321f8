/** A visitor who has not logged in. */
export class AnonymousUser {
  readonly isAuthenticated = false;
  readonly isAnonymous = true;
  readonly id = null;
  readonly username = "";
  readonly isActive = false;
  readonly isStaff = false;
  readonly isSuperuser = false;

  getUsername(): string {
    return "";
  }

  toString(): string {
    return "AnonymousUser";
  }

  /** Never: nobody grants anything to visitors. */
  async hasPerm(_permission: string): Promise<boolean> {
    return false;
  }

  /** Only where nothing is asked for. */
  async hasPerms(permissions: readonly string[]): Promise<boolean> {
    return permissions.length === 0;
  }
}
