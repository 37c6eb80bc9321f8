import { defineMigration, removeField, runSQL } from "../../migrations/index.ts";

/** As Django's migration of this name; the way back gives each row its model as the name. */
export default defineMigration({
  operations: [
    runSQL(
      `ALTER TABLE "django_content_type" DROP COLUMN "name"`,
      [
        `ALTER TABLE "django_content_type" ADD COLUMN "name" varchar(100) NOT NULL DEFAULT ''`,
        `UPDATE "django_content_type" SET "name" = "model"`,
      ],
      { stateOperations: [removeField("ContentType", "name")] },
    ),
  ],
});
