/** The root URL module of the case that its own URL names; imported once for each. */
import { urlconfOf } from "./urlconf-registry.ts";

const { urlpatterns: patterns, handlers } = urlconfOf(import.meta.url);

export const urlpatterns = patterns;
export const handler400 = handlers["400"];
export const handler403 = handlers["403"];
export const handler404 = handlers["404"];
export const handler500 = handlers["500"];
