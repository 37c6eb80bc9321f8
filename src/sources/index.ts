/**
 * Templates of one's own: fetched from wherever they are, judged as what may come from anybody, and rendered
 * by Django's template language, which runs no code of theirs.
 */
export { djangoTextRules } from "./django-text.ts";
export { isVariableName } from "./own-manifest.ts";
export { openTemplate, type OwnTemplate } from "./own-template.ts";
export { packFiles } from "./pack.ts";
export { renderOwn, type RenderedTemplate } from "./render-own.ts";
export type { RenderOptions } from "./render-rules.ts";
export { openSource, type OpenedSource, type SourceContext, type SourceRecord } from "./source.ts";
export { standardValues } from "./standard-values.ts";
