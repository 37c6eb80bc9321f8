/** A browser's memory of cookies, for sites of one host: a cookie does not care for the port. */
import type { Site } from "./servers.ts";

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** The body, where it is JSON. */
  readonly json: Readonly<Record<string, unknown>>;
  /** The Set-Cookie of a name, as it was sent. */
  readonly setCookie: (name: string) => string | undefined;
}

export class Browser {
  readonly cookies: Map<string, string>;

  constructor(cookies: ReadonlyMap<string, string> = new Map()) {
    this.cookies = new Map(cookies);
  }

  /** A second browser with the same cookies: a key that somebody kept. */
  copy(): Browser {
    return new Browser(this.cookies);
  }

  get(site: Site, path: string): Promise<Answer> {
    return this.#ask(site, path, {});
  }

  post(site: Site, path: string, form: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.#ask(site, path, { method: "POST", body: new URLSearchParams(form) });
  }

  postJson(site: Site, path: string, text: string): Promise<Answer> {
    const headers = { "content-type": "application/json" };
    return this.#ask(site, path, { method: "POST", body: text, headers });
  }

  async #ask(site: Site, path: string, init: RequestInit): Promise<Answer> {
    const headers = new Headers(init.headers);
    const cookie = Array.from(this.cookies, ([name, value]) => `${name}=${value}`).join("; ");
    if (cookie !== "") headers.set("cookie", cookie);
    const response = await fetch(site.origin + path, { ...init, headers, redirect: "manual" });
    const lines = response.headers.getSetCookie();
    for (const line of lines) this.#keep(line);
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
    return {
      status: response.status,
      text,
      json: isJson ? JSON.parse(text) : {},
      setCookie: (name) => lines.find((line) => line.startsWith(`${name}=`)),
    };
  }

  #keep(line: string): void {
    const [pair = "", ...attributes] = line.split("; ");
    const [name = "", value = ""] = pair.split("=");
    if (attributes.some((each) => /^max-age=0$/i.test(each))) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
