"""The models of ../../shop/models.ts as anyone would write them in Django."""
from django.db import models

KINDS = [('a', 'A'), ('b', 'B')]


class Label(models.Model):
    text = models.CharField(max_length=20, unique=True)


class Sample(models.Model):
    title = models.CharField(max_length=50)
    body = models.TextField()
    mail = models.EmailField()
    slug = models.SlugField()
    web = models.URLField()
    tiny = models.SmallIntegerField()
    small = models.IntegerField()
    counted = models.PositiveIntegerField()
    counted_tiny = models.PositiveSmallIntegerField()
    counted_large = models.PositiveBigIntegerField()
    large = models.BigIntegerField()
    yes = models.BooleanField()
    price = models.DecimalField(max_digits=12, decimal_places=4)
    ratio = models.FloatField()
    day = models.DateField()
    at = models.DateTimeField()
    clock = models.TimeField()
    extra = models.JSONField()
    key = models.UUIDField(unique=True)
    bytes = models.BinaryField()
    kind = models.TextField(choices=KINDS)


class Gap(models.Model):
    title = models.CharField(max_length=50, null=True)
    body = models.TextField(null=True)
    mail = models.EmailField(null=True)
    slug = models.SlugField(null=True)
    web = models.URLField(null=True)
    tiny = models.SmallIntegerField(null=True)
    small = models.IntegerField(null=True)
    counted = models.PositiveIntegerField(null=True)
    counted_tiny = models.PositiveSmallIntegerField(null=True)
    counted_large = models.PositiveBigIntegerField(null=True)
    large = models.BigIntegerField(null=True)
    yes = models.BooleanField(null=True)
    price = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    ratio = models.FloatField(null=True)
    day = models.DateField(null=True)
    at = models.DateTimeField(null=True)
    clock = models.TimeField(null=True)
    extra = models.JSONField(null=True)
    key = models.UUIDField(null=True)
    bytes = models.BinaryField(null=True)
    kind = models.TextField(choices=KINDS, null=True)


class BlogPost(models.Model):
    head_line = models.CharField(max_length=50)
    label = models.ForeignKey(Label, models.CASCADE)
    parent_post = models.ForeignKey('self', models.SET_NULL, null=True)
    labels = models.ManyToManyField(Label, related_name='posts')
    related_posts = models.ManyToManyField('self', symmetrical=False)

    class Meta:
        unique_together = [['head_line', 'label']]


class Summary(models.Model):
    post = models.OneToOneField(BlogPost, models.CASCADE)
    words = models.TextField()
