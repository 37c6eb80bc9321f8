import {
  count,
  defineModel,
  fields,
  QuerySet,
  type Condition,
  type Row,
} from "../../src/models/index.ts";
import { or } from "../../src/models/index.ts";
import { Author } from "./library/author.ts";
import { Book } from "./library/book.ts";
// a query with more loaded is a query of books; functions name only Book
const titles = async (query: QuerySet<Book>) => (await query).map((book) => book.title);
export const a = titles(Book.objects.selectRelated("author")),
  b = titles(Book.objects.popular());
export const mine: Condition<Book> = or({ votes: 1 }, { title: "x" });
export const c = Book.objects.filter(mine);
const needs = (book: Row<Book, "author">) => book.author.name;
export const d = async () =>
  needs(await Book.objects.selectRelated("author", "publisher").get({ id: 1 }));
// relation as uuid key, one-to-one
class Account extends defineModel(() => Account, {
  key: fields.uuid().primary(),
  name: fields.char(9),
  profile: fields.reverseOne(() => Profile, "account"),
}) {}
class Profile extends defineModel(() => Profile, {
  account: fields.oneToOne(() => Account, { onDelete: "cascade" }),
  bio: fields.text(),
}) {
  shout(this: Row<Profile, "account">): string {
    return this.account.name;
  } // a method that needs a relation says so
}
export const e = async () => {
  const profile = await Profile.objects.get({ account: { name: "x" } });
  const key: string = profile.accountId;
  const pk: string = (await profile.account).pk;
  // @ts-expect-error account is not loaded
  profile.shout();
  (await profile.load("account")).shout();
  const back = (await Account.objects.selectRelated("profile").get({ key })).profile?.bio;
  // @ts-expect-error a uuid is no number
  await Profile.objects.filter({ account: 3 });
  const [x] = await Author.objects
    .annotate({ n: count("books") })
    .selectRelated("mentor")
    .orderBy("n");
  return [pk, back, x?.n, x?.mentor?.name];
};
