/** Signals for logins and logouts. Source: Django, `contrib/auth/signals.py`. */
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
  /** `undefined` if the visitor was not logged in. */
  readonly user: AnyUser | undefined;
}

export interface UserLoginFailedEvent {
  readonly request: HttpRequest;
  /** The submitted credentials, with passwords, tokens and the like replaced by stars. */
  readonly credentials: Credentials;
}

/** Sent by `login()` after a user has logged in; the sender is the user's class. */
export const userLoggedIn = new Signal<UserEvent>();

/** Sent by `logout()` before the session is cleared; the sender is the user's class. */
export const userLoggedOut = new Signal<UserLoggedOutEvent>();

/** Sent by `authenticate()` if no backend accepts the credentials; the sender is `"mkweb/auth"`. */
export const userLoginFailed = new Signal<UserLoginFailedEvent>();
