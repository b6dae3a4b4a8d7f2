"""Models with what there is to be filled: types, limits, references, and what must be unique."""

import uuid

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils import timezone


class Customer(models.Model):
    """Texts by name, one of them unique."""

    first_name = models.CharField(max_length=40)
    last_name = models.CharField(max_length=40)
    name = models.CharField(max_length=12)
    email = models.EmailField(unique=True)
    username = models.CharField(max_length=10, unique=True)
    phone = models.CharField(max_length=30, null=True, blank=True)
    city = models.CharField(max_length=60, blank=True)
    bio = models.TextField()
    birth_date = models.DateField()
    is_active = models.BooleanField(default=True)
    friend = models.ForeignKey("self", models.SET_NULL, null=True, blank=True)


class Product(models.Model):
    """A key that is no number, and limits."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(unique=True, max_length=16)
    name = models.CharField(max_length=80)
    code = models.CharField(max_length=4, unique=True)
    sku = models.CharField(max_length=20, validators=[RegexValidator(r"^[A-Z]{3}-\d{4}$")])
    price = models.DecimalField(max_digits=6, decimal_places=2)
    stock = models.PositiveSmallIntegerField()
    stars = models.IntegerField(validators=[MinValueValidator(2), MaxValueValidator(4)])
    rank = models.SmallIntegerField(unique=True)


class Order(models.Model):
    """References, choices, times."""

    STATUS = [("new", "New"), ("Closed", [("paid", "Paid"), ("sent", "Sent")])]
    customer = models.ForeignKey(Customer, models.CASCADE)
    reviewer = models.ForeignKey(
        Customer,
        models.CASCADE,
        null=True,
        related_name="reviews",
        limit_choices_to={"is_active": False},
    )
    status = models.CharField(max_length=4, choices=STATUS, default="new")
    placed_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(auto_now=True)
    note = models.CharField(max_length=100, default="as always")
    products = models.ManyToManyField(Product)


class Invoice(models.Model):
    """One for each order."""

    order = models.OneToOneField(Order, models.CASCADE)
    total = models.DecimalField(max_digits=30, decimal_places=20)


class Line(models.Model):
    """Combinations, each once."""

    order = models.ForeignKey(Order, models.CASCADE)
    product = models.ForeignKey(Product, models.CASCADE)

    class Meta:
        unique_together = [("order", "product")]


class Page(models.Model):
    """A text that is unique within a reference, by a constraint."""

    product = models.ForeignKey(Product, models.CASCADE)
    title = models.CharField(max_length=30)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["product", "title"], name="page_title")]


class Everything(models.Model):
    """All other types."""

    big = models.BigIntegerField()
    positive = models.PositiveIntegerField()
    number = models.FloatField()
    moment = models.TimeField()
    length = models.DurationField()
    raw = models.BinaryField(max_length=8)
    address = models.GenericIPAddressField()
    address_6 = models.GenericIPAddressField(protocol="ipv6", unique=True)
    address_4 = models.GenericIPAddressField(protocol="ipv4", unique=True)
    link = models.URLField()
    short_link = models.URLField(max_length=30, unique=True)
    small_mail = models.EmailField(max_length=20, unique=True)
    data = models.JSONField()
    day = models.DateField(unique=True)
    time = models.DateTimeField(unique=True)
    ratio = models.FloatField(unique=True)
    wait = models.DurationField(unique=True)
    flag = models.BooleanField()
    maybe = models.BooleanField(null=True, blank=True)
    size = models.IntegerField(choices=[(1, "S"), (2, "M"), (3, "L")])
    empty = models.JSONField(default=dict, blank=True)
    password = models.CharField(max_length=128)
    country_code = models.CharField(max_length=2)
    headline = models.CharField(max_length=200)
    word = models.CharField(max_length=8)


class Special(Customer):
    """With a table of its own beside its parent's."""

    discount = models.IntegerField()


class Level(models.Model):
    """Few values, each once."""

    grade = models.IntegerField(choices=[(n, str(n)) for n in range(5)], unique=True)


class Node(models.Model):
    """Cannot be filled: the first row would need another."""

    parent = models.ForeignKey("self", models.CASCADE)


class Egg(models.Model):
    """Cannot be filled either."""

    laid_by = models.ForeignKey("Hen", models.CASCADE)


class Hen(models.Model):
    """As long as there is no egg."""

    came_of = models.ForeignKey(Egg, models.CASCADE)


class Attachment(models.Model):
    """A field that nothing can be made up for."""

    file = models.FileField()
    title = models.CharField(max_length=20)


class Picture(models.Model):
    """The same, but it may stay empty."""

    file = models.FileField(blank=True)
    title = models.CharField(max_length=20)


class Tag(models.Model):
    """Refers to rows of any table."""

    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveIntegerField()
    of = GenericForeignKey()
    label = models.CharField(max_length=20)


class Impossible(models.Model):
    """Contradictory limits."""

    number = models.IntegerField(validators=[MinValueValidator(9), MaxValueValidator(3)])


class Tight(models.Model):
    """No address is that short."""

    email = models.EmailField(max_length=12)


class Base(models.Model):
    """Has no table."""

    class Meta:
        abstract = True
