from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Book(models.Model):
    title = models.CharField(max_length=200, db_index=True)
    author = models.ForeignKey(Author, models.CASCADE)
    language = models.CharField(max_length=2, choices=[("en", "English"), ("fr", "French"), ("de", "German")])
    published = models.DateField()
    price = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    in_print = models.BooleanField(default=True)
    changed = models.DateTimeField()
    pages = models.IntegerField()

    class Meta:
        ordering = ["title"]

    def __str__(self):
        return self.title


class Chapter(models.Model):
    book = models.ForeignKey(Book, models.CASCADE)
    title = models.CharField(max_length=100)
    first_page = models.IntegerField()
    written = models.DateField()
    is_draft = models.BooleanField(default=False)
    notes = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.title
