/** Types of users. */
import type { AnonymousUser } from "./anonymous-user.ts";
import type { User } from "../models.ts";

/**
 * Declares the type of `request.user` in a project with its own AUTH_USER_MODEL:
 * `declare module "mkweb/auth" { interface UserModel { readonly user: Member } }`.
 */
export interface UserModel {}

/** The user of a request, an object of AUTH_USER_MODEL. */
export type AuthUser = UserModel extends { readonly user: infer Own } ? Own : User;

/** What login, sessions and permissions need of a user; every object of AUTH_USER_MODEL has it. */
export interface AnyUser {
  readonly isAuthenticated: true;
  readonly isAnonymous: false;
  readonly pk: unknown;
  readonly isActive: boolean;
  readonly isStaff: boolean;
  readonly isSuperuser: boolean;
  /** Name of the backend that authenticated the user. */
  backend: string | undefined;
  getUsername(): string;
  getSessionAuthHash(): string;
  getSessionAuthFallbackHash(): readonly string[];
}

/** A logged-in or anonymous user. */
export type Visitor = AnyUser | AnonymousUser;
