import { site } from "../../src/admin/index.ts";
import { path } from "../../src/urls/index.ts";

export const urlpatterns = [path("admin/", site.urls)];
