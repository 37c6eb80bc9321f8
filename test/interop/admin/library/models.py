"""The tables that test/admin/site has; what only our site's forms look at is left out."""
import uuid

from django.conf import settings
from django.db import models


class Author(models.Model):
    first_name = models.CharField(max_length=100)
    last_name = models.CharField(max_length=100)
    date_of_birth = models.DateField(null=True, blank=True)
    date_of_death = models.DateField('died', null=True, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ['last_name', 'first_name']

    def __str__(self):
        return f'{self.last_name}, {self.first_name}'


class Genre(models.Model):
    name = models.CharField(max_length=50, unique=True)
    slug = models.SlugField(unique=True)

    class Meta:
        ordering = ['name']

    def __str__(self):
        return self.name


class Publisher(models.Model):
    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=100)

    def __str__(self):
        return self.name


class Book(models.Model):
    title = models.CharField(max_length=200)
    slug = models.SlugField()
    author = models.ForeignKey(Author, models.PROTECT, related_name='books')
    publisher = models.ForeignKey(Publisher, models.SET_NULL, to_field='code', null=True, blank=True)
    genres = models.ManyToManyField(Genre, blank=True)
    summary = models.TextField(blank=True)
    isbn = models.CharField('ISBN', max_length=13, unique=True)
    language = models.CharField(max_length=2, choices=[('en', 'English'), ('fr', 'French'), ('de', 'German')], default='en')
    published = models.DateField()
    price = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    in_print = models.BooleanField(default=True)
    sequel_of = models.ForeignKey('self', models.SET_NULL, null=True, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ['title']

    def __str__(self):
        return self.title


class BookInstance(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    book = models.ForeignKey(Book, models.CASCADE)
    imprint = models.CharField(max_length=200)
    due_back = models.DateField(null=True, blank=True)
    borrower = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    status = models.CharField(max_length=1, choices=[('m', 'Maintenance'), ('o', 'On loan'), ('a', 'Available'), ('r', 'Reserved')], default='m')

    class Meta:
        ordering = ['due_back', 'id']

    def __str__(self):
        return f'{self.book} ({self.imprint})'


class Review(models.Model):
    book = models.ForeignKey(Book, models.CASCADE, related_name='reviews')
    reviewer = models.CharField(max_length=50)
    rating = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)

    class Meta:
        ordering = ['id']

    def __str__(self):
        return f'{self.reviewer}: {self.rating}'
