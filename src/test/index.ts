/** `mkweb/test`: a client, databases and assertions for a project's tests. */
export {
  assertContains,
  assertMessages,
  assertNotContains,
  assertRedirects,
  assertTemplateUsed,
} from "./assertions.ts";
export { assertNumQueries, captureOnCommitCallbacks, type UsingOptions } from "./queries.ts";
export type { Data } from "./body.ts";
export type {
  BodyOptions,
  ClientOptions,
  RequestOptions,
  WebSocketOptions,
} from "./client-options.ts";
export { Client } from "./client.ts";
export { EventStream, type ReceivedEvent } from "./event-stream.ts";
export { outbox } from "../mail/index.ts";
export {
  createTestDatabase,
  type MigratedDatabase,
  type TestDatabaseOptions,
} from "./migrated-database.ts";
export { CookieJar } from "./cookie-jar.ts";
export { ClientResponse, type Redirect } from "./response.ts";
export { runTests, type RunTestsOptions, type TestRun } from "./run-tests.ts";
export type { TestResult } from "./test-results.ts";
