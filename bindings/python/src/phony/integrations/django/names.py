"""What a field's values are, by its name: tables, to be extended by a line.

A name is looked for as a whole (billing_city), then without its first words (city). What is found
is a name in SOURCES.
"""

from __future__ import annotations

from typing import Optional, Union

# Generators of the document, by the names that its templates use. Django refuses fields with two
# underscores in their names, so no field can stand in for one of these.
SOURCES: dict[str, Union[str, dict[str, object]]] = {
    "g__full": "person.full",
    "g__first": "person.first",
    "g__last": "person.last",
    "g__gender": "person.gender",
    "g__username": "username",
    "g__email": "email",
    "g__phone": "phone",
    "g__company": "company",
    "g__city": "city",
    "g__street": "street_address",
    "g__region": "place.region",
    "g__postal": "place.postal_code",
    "g__country": "place.country",
    "g__country_code": "place.country_code",
    "g__currency": "place.currency",
    "g__timezone": "place.timezone",
    "g__iban": "iban",
    "g__colour": {"type": "colour", "format": "hex"},
    "g__agent": "user_agent",
    "g__domain": "domain",
    "g__hash": {"type": "hash", "algorithm": "sha256"},
    "g__product": {"type": "model", "source": "generic/product_names"},
    "g__word": "word",
    "g__word_2": "word",
    "g__word_3": "word",
    "g__sentence": "sentence",
    "g__paragraph": "paragraph",
}

_TEXTS = {
    "g__full": "full_name fullname display_name author_name contact_name customer_name",
    "g__first": "first_name firstname given_name forename middle_name first",
    "g__last": "last_name lastname surname family_name last",
    "g__gender": "gender sex",
    "g__username": "username user_name login nickname nick handle account screen_name",
    "g__email": "email e_mail mail email_address",
    "g__phone": "phone telephone mobile cell fax phone_number mobile_number tel",
    "g__company": "company company_name organisation organization employer vendor supplier",
    "g__city": "city town place birthplace village municipality",
    "g__street": "street address street_address address_1 address_2 line_1 line1 address1",
    "g__region": "state region province county",
    "g__postal": "zip zipcode zip_code postal_code postcode plz",
    "g__country": "country nationality",
    "g__country_code": "country_code",
    "g__currency": "currency currency_code",
    "g__timezone": "timezone time_zone tz",
    "g__iban": "iban",
    "g__colour": "colour color",
    "g__agent": "user_agent",
    "g__domain": "domain host hostname",
    "g__hash": "token hash digest checksum secret api_key key",
    "g__product": "product product_name item",
    "g__paragraph": "description bio biography about content body notes note text comment message",
    "g__sentence": "summary excerpt caption headline",
}
TEXTS = {name: source for source, names in _TEXTS.items() for name in names.split()}

_MODELS = {
    "g__full": "user person customer author employee member contact student teacher patient client"
    " owner driver player actor reader subscriber profile visitor guest participant artist lead",
    "g__company": "company organisation organization vendor supplier brand shop store publisher"
    " employer agency client_company manufacturer team",
    "g__city": "city town place village municipality location",
    "g__country": "country",
    "g__product": "product item article good goods",
}
OF_MODELS = {name: source for source, names in _MODELS.items() for name in names.split()}

Range = tuple[Union[int, str], Union[int, str]]
_NUMBERS: dict[Range, str] = {
    (18, 90): "age",
    (1990, 2025): "year",
    (1, 20): "quantity qty",
    (0, 500): "stock count inventory",
    (1, 5): "rating stars score",
    (0, 100): "percent percentage discount progress",
    (1, 500): "price amount total subtotal cost fee",
    (0, 25): "tax vat tax_rate",
    (30_000, 120_000): "salary income",
    (-90, 90): "latitude lat",
    (-180, 180): "longitude lng lon",
    (1024, 65_535): "port",
}
NUMBERS = {name: span for span, names in _NUMBERS.items() for name in names.split()}

_DATES: dict[Range, str] = {
    ("-80y", "-18y"): "birthday birthdate birth_date date_of_birth born dob birth",
    ("now", "+2y"): "expires expiry expires_at expiry_date expiration_date valid_until due"
    " due_date",
}
DATES = {name: span for span, names in _DATES.items() for name in names.split()}


def looked_up(table: dict[str, Range], name: str) -> Optional[Range]:
    """What a table says of a field's name, or of the end of it."""
    return next((table[end] for end in _ends(name) if end in table), None)


def text_source(name: str, model: str) -> Optional[str]:
    """The source of a text by the name of its field; of a `name`, by that of the model."""
    for end in _ends(name):
        if end in TEXTS:
            return TEXTS[end]
    if name.lower() == "name":
        return OF_MODELS.get(model.lower())
    return None


def _ends(name: str) -> list[str]:
    words = name.lower().split("_")
    return ["_".join(words[start:]) for start in range(len(words))]
