import { path } from "../../src/urls/index.ts";
import { page, urlpatterns as one } from "./one-route.ts";

const others = Array.from({ length: 199 }, (_, at) => path(`page-${at}/<int:id>/`, page));

export const urlpatterns = [...others, ...one];
