import assert from "node:assert/strict";
import { getMessages, type Message } from "../messages/index.ts";
import type { ClientResponse } from "./response.ts";

/**
 * Asserts the status (default 200) and that the page contains a text, `count` times if given.
 *
 * @example
 * assertContains(await client.get("/polls/"), "What&#x27;s new?", { count: 1 });
 */
export function assertContains(
  response: ClientResponse,
  text: string,
  { status = 200, count }: { readonly status?: number; readonly count?: number } = {},
): void {
  assert.equal(response.status, status, `Expected status ${status}, got ${response.status}.`);
  const found = response.text.split(text).length - 1;
  if (count === undefined) {
    assert.ok(
      found > 0,
      `Couldn't find ${JSON.stringify(text)} in the response:\n${response.text}`,
    );
  } else {
    assert.equal(found, count, `Found ${JSON.stringify(text)} ${found} times, expected ${count}.`);
  }
}

/**
 * Asserts the status (default 200) and that the page does not contain a text.
 *
 * @example
 * assertNotContains(await client.get("/polls/"), "Nothing was asked.");
 */
export function assertNotContains(
  response: ClientResponse,
  text: string,
  { status = 200 }: { readonly status?: number } = {},
): void {
  assert.equal(response.status, status, `Expected status ${status}, got ${response.status}.`);
  assert.ok(
    !response.text.includes(text),
    `The response should not contain ${JSON.stringify(text)}.`,
  );
}

/**
 * Asserts that the response redirects to an address or, with `follow`, that the last redirect led there.
 *
 * @example
 * assertRedirects(await client.get("/polls"), "/polls/", { status: 301 });
 */
export function assertRedirects(
  response: ClientResponse,
  expectedUrl: string,
  { status = 302 }: { readonly status?: number } = {},
): void {
  const [url, found] = response.redirectChain.at(-1) ?? [response.url, response.status];
  assert.equal(found, status, `Expected a redirect with status ${status}, got ${found}.`);
  assert.equal(url, expectedUrl);
}

/**
 * Asserts that `render()` used this template for the response.
 *
 * @example
 * assertTemplateUsed(await client.get("/polls/"), "polls/index.html");
 */
export function assertTemplateUsed(response: ClientResponse, templateName: string): void {
  assert.equal(response.templateName, templateName);
}

/**
 * Asserts which messages the view of this response added or showed, by level and text.
 *
 * @param options.ordered Whether the order matters. Default true.
 *
 * @example
 * const response = await client.post("/polls/1/vote/", { choice: 1 });
 * assertMessages(response, [new Message(INFO, "Your vote was counted.")]);
 */
export function assertMessages(
  response: ClientResponse,
  expected: readonly Message[],
  { ordered = true }: { readonly ordered?: boolean } = {},
): void {
  const told = (messages: Iterable<Message>): string[] => {
    const lines = Array.from(messages, (message) => `${message.level}: ${String(message)}`);
    return ordered ? lines : lines.sort();
  };
  assert.deepEqual(told(getMessages(response.request)), told(expected));
}
