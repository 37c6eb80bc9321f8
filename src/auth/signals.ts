/** Who came and went. Source: Django, `contrib/auth/signals.py`. */
import { Signal } from "../dispatch/index.ts";
import type { HttpRequest } from "../http/index.ts";
import type { Credentials } from "./backend.ts";
import type { AnyUser } from "./users/visitor.ts";

export interface UserEvent {
  readonly request: HttpRequest;
  readonly user: AnyUser;
}

export interface UserLoggedOutEvent {
  readonly request: HttpRequest;
  /** `undefined` for a visitor who was not logged in. */
  readonly user: AnyUser | undefined;
}

export interface UserLoginFailedEvent {
  readonly request: HttpRequest;
  /** What was shown, without passwords, tokens and the like: stars stand in their place. */
  readonly credentials: Credentials;
}

/** Sent by `login()` once the user is in; its sender is the user's class. */
export const userLoggedIn = new Signal<UserEvent>();

/** Sent by `logout()` before the session is emptied; its sender is the user's class. */
export const userLoggedOut = new Signal<UserLoggedOutEvent>();

/** Sent by `authenticate()` where no backend knows the credentials; its sender is `"mkweb/auth"`. */
export const userLoginFailed = new Signal<UserLoginFailedEvent>();
