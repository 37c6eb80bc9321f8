/** Placeholder for a value that the database will provide: Django's `DatabaseDefault`. */
class DatabaseDefault {
  toString(): string {
    return "(the database's default)";
  }
}

export const databaseDefault = new DatabaseDefault();
