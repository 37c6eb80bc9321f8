/** `mkweb/conf`: a project's settings, apps and checks, and the modules that settings name. */
export { activateSettings, activeSettings, withSettings } from "./active-settings.ts";
export { appModuleFile, importAppModule } from "./app-module.ts";
export { defineApp, findApps, loadApps, type App, type AppConfig, type FoundApp } from "./apps.ts";
export {
  CheckRegistry,
  checkRegistry,
  levels,
  registerCheck,
  type Check,
  type CheckContext,
  type CheckMessage,
  type CheckOptions,
  type Level,
} from "./checks.ts";
export { ImproperlyConfigured } from "./configured.ts";
export { defaults } from "./defaults.ts";
export { env, loadEnvFile, realEnvironment } from "./env.ts";
export { changeSettings, isSettings } from "./guarded.ts";
export { importNamed, loadNamed, splitNamed } from "./load-named.ts";
export { completeSettings, findProjectRoot, loadSettings } from "./load.ts";
export { escapePath, folderOf, resolveSpecifier, toPath } from "./modules.ts";
export type { HealthSettings } from "./health-settings.ts";
export type {
  LogFormatterSettings,
  LoggerSettings,
  LoggingSettings,
  LogHandlerSettings,
} from "./logging-settings.ts";
export { closeOpened, noteOpened } from "./opened.ts";
export { openProject, type Project, type ProjectOptions } from "./project.ts";
export {
  defineSettings,
  type CacheSettings,
  type ContentSecurityPolicy,
  type DatabaseSettings,
  type DjangoVersion,
  type PartialSettings,
  type PasswordValidatorSettings,
  type SameSite,
  type RateLimitRule,
  type Settings,
  type StorageSettings,
  type TemplateSettings,
} from "./settings.ts";
