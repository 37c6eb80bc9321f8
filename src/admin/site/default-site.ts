import { AdminSite } from "./admin-site.ts";

/** The admin that `admin.register` adds to and `admin.site.urls` shows. */
export const site = new AdminSite();

/** Gives a model pages in the default admin; see {@link AdminSite.register}. */
export const register: AdminSite["register"] = site.register.bind(site);
