/** `mkweb/auth/admin`: the pages of users and groups in the admin, to use and to extend. See docs/topics/admin.md. */
export { GroupAdmin } from "./group-admin.ts";
export { UserAdmin } from "./user-admin.ts";
