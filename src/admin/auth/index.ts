/** `mkweb/auth/admin`: the pages of users and groups in the admin, to use and to extend. */
export { GroupAdmin } from "./group-admin.ts";
export { UserAdmin } from "./user-admin.ts";
