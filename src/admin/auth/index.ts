/** `mkweb/auth/admin`: admin pages of users and groups to use and extend. See docs/topics/admin.md. */
export { GroupAdmin } from "./group-admin.ts";
export { UserAdmin } from "./user-admin.ts";
