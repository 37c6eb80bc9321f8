/**
 * The user's own templates: fetches them from anywhere, checks them as untrusted input, and renders them with
 * Django's template language, which runs none of their code.
 */
export { djangoTextRules } from "./django-text.ts";
export { isVariableName } from "./own-manifest.ts";
export { openTemplate, type OwnTemplate } from "./own-template.ts";
export { packFiles } from "./pack.ts";
export { renderOwn, type RenderedTemplate } from "./render-own.ts";
export type { RenderOptions } from "./render-rules.ts";
export { openSource, type OpenedSource, type SourceContext, type SourceRecord } from "./source.ts";
export { standardValues } from "./standard-values.ts";
