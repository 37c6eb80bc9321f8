from django.contrib import admin

from .models import Author, Book, BookInstance, Genre, Publisher, Review


class BookInstanceInline(admin.TabularInline):
    model = BookInstance
    fields = ['imprint', 'status', 'due_back']


class ReviewInline(admin.StackedInline):
    model = Review


@admin.register(Author)
class AuthorAdmin(admin.ModelAdmin):
    search_fields = ['last_name', 'first_name']


@admin.register(Book)
class BookAdmin(admin.ModelAdmin):
    search_fields = ['title']
    readonly_fields = ['created']
    inlines = [BookInstanceInline, ReviewInline]


admin.site.register([Genre, Publisher])
