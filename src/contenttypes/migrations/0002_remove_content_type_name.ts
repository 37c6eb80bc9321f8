import { defineMigration, removeField, runSQL } from "../../migrations/index.ts";

/** Matches Django's migration of this name; reversing it fills `name` with the model's name. */
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
