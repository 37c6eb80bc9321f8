/** The models that both sides begin with, as anyone would write them at each. */

export const ours = `import { AbstractUser, getUserModel, UserManager } from "mkweb/auth";
import { ContentType } from "mkweb/contenttypes";
import { defineModel, F, fields, gte, lower, lt } from "mkweb/db";

class Members extends UserManager<Member> {}

export class Member extends AbstractUser.defineModel(
  () => Member,
  { nickname: fields.char(50) },
  { querySet: Members },
) {}

export class Genre extends defineModel(() => Genre, {
  name: fields.char(30).unique(),
  tags: fields.genericRelation(() => Tag),
}) {}

export class Item extends defineModel(
  () => Item,
  {
    title: fields.char(100),
    pages: fields.integer().default(0),
    owner: fields.foreignKey(() => getUserModel(), { onDelete: "cascade" }).nullable(),
    tags: fields.genericRelation(() => Tag),
  },
  {
    indexes: [{ name: "item_lower", expressions: [lower("title")] }],
    constraints: [{ name: "item_pages", check: { pages: gte(0) } }],
  },
) {}

export class Book extends Item.defineModel(() => Book, {
  isbn: fields.char(13).unique(),
  genres: fields.manyToMany(() => Genre),
}) {}

export class Sequel extends Book.defineModel(() => Sequel, {}, { proxy: true }) {}

export class Club extends defineModel(() => Club, {
  name: fields.char(50),
  members: fields.manyToMany(() => getUserModel(), { through: () => Membership }),
}) {}

export class Membership extends defineModel(
  () => Membership,
  {
    club: fields.foreignKey(() => Club, { onDelete: "cascade" }),
    member: fields.foreignKey(() => getUserModel(), { onDelete: "cascade" }),
    since: fields.date(),
  },
  { constraints: [{ name: "member_once", unique: ["club", "member"] }] },
) {}

export class Tag extends defineModel(() => Tag, {
  label: fields.char(20),
  contentType: fields.foreignKey(() => ContentType, { onDelete: "cascade" }),
  objectId: fields.positiveInteger(),
  content: fields.genericForeignKey(),
}) {}
`;

export const theirs = `from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower


class Member(AbstractUser):
    nickname = models.CharField(max_length=50)


class Genre(models.Model):
    name = models.CharField(max_length=30, unique=True)
    tags = GenericRelation('Tag')


class Item(models.Model):
    title = models.CharField(max_length=100)
    pages = models.IntegerField(default=0)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True)
    tags = GenericRelation('Tag')

    class Meta:
        indexes = [models.Index(Lower('title'), name='item_lower')]
        constraints = [models.CheckConstraint(condition=Q(pages__gte=0), name='item_pages')]


class Book(Item):
    isbn = models.CharField(max_length=13, unique=True)
    genres = models.ManyToManyField(Genre)


class Sequel(Book):
    class Meta:
        proxy = True


class Club(models.Model):
    name = models.CharField(max_length=50)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through='Membership')


class Membership(models.Model):
    club = models.ForeignKey(Club, models.CASCADE)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=['club', 'member'], name='member_once')]


class Tag(models.Model):
    label = models.CharField(max_length=20)
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveIntegerField()
    content = GenericForeignKey()
`;
