/** A log for tests: where its lines go, and LOGGING for it. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { completeSettings, type LoggingSettings, type Settings } from "../../src/conf/index.ts";
import { setUpLogging, type LoggingOptions } from "../../src/logging/index.ts";
import { logRecords, type LoggedRecord } from "../server/log-records.ts";

export interface TestLog {
  readonly settings: Settings;
  text(): Promise<string>;
  records(): Promise<readonly LoggedRecord[]>;
  messages(): Promise<readonly string[]>;
}

export interface TestLogOptions extends LoggingOptions {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly format?: "text" | "json";
  /** Modules of the project. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Sets up LOGGING with a handler `file` besides, whose lines can be read. */
export async function logTo(
  t: TestContext,
  logging: LoggingSettings,
  { settings: given = {}, format = "json", files = {}, ...options }: TestLogOptions = {},
): Promise<TestLog> {
  const folder = await mkdtemp(join(tmpdir(), "mkweb-log-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const file = { class: "file", filename: "site.log", formatter: format };
  const complete = (LOGGING: LoggingSettings): Settings =>
    completeSettings({
      BASE_DIR: pathToFileURL(`${folder}/`),
      SECRET_KEY: "k",
      ...given,
      LOGGING,
    });
  const settings = complete({ ...logging, handlers: { file, ...logging.handlers } });
  await setUpLogging(settings, options);
  t.after(() => setUpLogging(complete({})));
  const text = (): Promise<string> => readFile(join(folder, "site.log"), "utf8");
  return {
    settings,
    text,
    records: async () => logRecords(await text()),
    messages: async () => logRecords(await text()).map(({ message }) => message),
  };
}
