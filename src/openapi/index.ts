/** `mkweb/openapi`: an OpenAPI document of views with described input and responses. See docs/topics/json-apis.md. */
export {
  describeView,
  type FormSource,
  type Method,
  type Operation,
  type Operations,
  type Parameter,
} from "./describe-view.ts";
export type { OpenApiInfo } from "./document.ts";
export { modelSchema } from "./model-schema.ts";
export { openapi } from "./openapi.ts";
export { pageOf, type PageOptions } from "./page-schema.ts";
export type { Schema, SchemaLike, SchemaType } from "./schema.ts";
