/** What auth knows of who a request comes from. */
import type { AnonymousUser } from "./anonymous-user.ts";
import type { User } from "../models.ts";

/**
 * For a project whose AUTH_USER_MODEL is a model of its own, so that `request.user` has its type:
 * `declare module "mkweb/auth" { interface UserModel { readonly user: Member } }`.
 */
export interface UserModel {}

/** The user that a request comes from: an object of AUTH_USER_MODEL. */
export type AuthUser = UserModel extends { readonly user: infer Own } ? Own : User;

/** What logging in, sessions and permissions need of a user; every object of AUTH_USER_MODEL has it. */
export interface AnyUser {
  readonly isAuthenticated: true;
  readonly isAnonymous: false;
  readonly pk: unknown;
  readonly isActive: boolean;
  readonly isStaff: boolean;
  readonly isSuperuser: boolean;
  /** The name of the backend that let this user in. */
  backend: string | undefined;
  getUsername(): string;
  getSessionAuthHash(): string;
  getSessionAuthFallbackHash(): readonly string[];
}

/** Who a request comes from. */
export type Visitor = AnyUser | AnonymousUser;
