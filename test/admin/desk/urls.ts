import { AdminSite, site } from "../../../src/admin/index.ts";
import { GroupAdmin } from "../../../src/admin/auth/index.ts";
import { Group } from "../../../src/auth/index.ts";
import { path } from "../../../src/urls/index.ts";

/** A second admin beside the default one. */
const back = new AdminSite("back");
back.siteHeader = "Back office";
back.register(Group, GroupAdmin);

export const urlpatterns = [path("admin/", site.urls), path("back/", back.urls)];
