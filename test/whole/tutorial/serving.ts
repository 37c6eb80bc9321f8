/** The tutorial's site while it is served, and somebody who visits it. */
import type { Reader } from "./reader.ts";

export interface Page {
  readonly status: number;
  readonly text: string;
  readonly location: string | null;
  readonly type: string | null;
}

/** Keeps cookies, and sends the token that forms on this site have. */
export class Visitor {
  readonly #address: string;
  #cookie = "";
  #token = "";

  constructor(address: string) {
    this.#address = address;
  }

  get(path: string): Promise<Page> {
    return this.#ask(path, {});
  }

  post(path: string, fields: Readonly<Record<string, string>>): Promise<Page> {
    const body = new URLSearchParams({ csrfmiddlewaretoken: this.#token, ...fields });
    return this.#ask(path, { method: "POST", body });
  }

  async #ask(path: string, init: RequestInit): Promise<Page> {
    const response = await fetch(new URL(path, this.#address), {
      redirect: "manual",
      headers: { Accept: "text/html", ...(this.#cookie && { Cookie: this.#cookie }) },
      ...init,
    });
    const text = await response.text();
    const [cookie = ""] = (response.headers.get("set-cookie") ?? "").split(";");
    if (cookie.startsWith("csrftoken=")) this.#cookie = cookie;
    const [, token] = /name="csrfmiddlewaretoken" value="(\w+)"/.exec(text) ?? [];
    if (token !== undefined) this.#token = token;
    const { status, headers } = response;
    return { status, text, location: headers.get("location"), type: headers.get("content-type") };
  }
}

/** Serves the site while something is done. */
export async function serve(
  { project, env }: Reader,
  visit: (visitor: Visitor) => Promise<void>,
): Promise<void> {
  const server = await project.serve(env);
  try {
    await visit(new Visitor(server.address));
  } finally {
    await server.stop();
  }
}
