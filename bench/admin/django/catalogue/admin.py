from django.contrib import admin

from .models import Book


@admin.register(Book)
class BookAdmin(admin.ModelAdmin):
    list_display = ["title", "author", "language", "published", "price", "in_print", "changed", "decade"]
    list_filter = ["language", "in_print", "published"]
    list_select_related = ["author"]
    search_fields = ["title", "author__name"]

    @admin.display(ordering="published")
    def decade(self, book):
        return f"{book.published.year // 10}0s"
