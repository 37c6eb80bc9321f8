import { AdminSite } from "./admin-site.ts";

/** The default admin, used by `admin.register` and `admin.site.urls`. */
export const site = new AdminSite();

/** Registers a model in the default admin; see {@link AdminSite.register}. */
export const register: AdminSite["register"] = site.register.bind(site);
