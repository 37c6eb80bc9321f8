/** What a field holds whose value the database will give: Django's `DatabaseDefault`. */
class DatabaseDefault {
  toString(): string {
    return "(the database's default)";
  }
}

export const databaseDefault = new DatabaseDefault();
