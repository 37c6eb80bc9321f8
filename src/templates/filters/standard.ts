/** The filters that need no `{% load %}`. */
import type { Library } from "../library.ts";
import { registerDateFilters } from "./dates.ts";
import { registerHtmlFilters } from "./html.ts";
import { registerListFilters } from "./lists.ts";
import { registerLogicFilters } from "./logic.ts";
import { registerNumberFilters } from "./numbers.ts";
import { registerTextFilters } from "./text.ts";
import { registerUrlFilters } from "./urls.ts";

export function registerFilters(library: Library): void {
  registerTextFilters(library);
  registerHtmlFilters(library);
  registerUrlFilters(library);
  registerListFilters(library);
  registerNumberFilters(library);
  registerDateFilters(library);
  registerLogicFilters(library);
}
