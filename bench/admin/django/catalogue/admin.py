from django.contrib import admin

from .models import Book, Chapter


class ChapterInline(admin.TabularInline):
    model = Chapter
    extra = 0


@admin.register(Book)
class BookAdmin(admin.ModelAdmin):
    list_display = ["title", "author", "language", "published", "price", "in_print", "changed", "decade"]
    list_filter = ["language", "in_print", "published"]
    list_select_related = ["author"]
    raw_id_fields = ["author"]
    inlines = [ChapterInline]
    search_fields = ["title", "author__name"]

    @admin.display(ordering="published")
    def decade(self, book):
        return f"{book.published.year // 10}0s"
