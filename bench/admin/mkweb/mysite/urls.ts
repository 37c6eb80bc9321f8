import * as admin from "mkweb/admin";
import { path } from "mkweb/urls";

export const urlpatterns = [path("admin/", admin.site.urls)];
