// The Phony: a seed, a locale, a cache of models, and the generators that are taken from it.

import * as check from './check.js';
import { argumentError } from './errors.js';
import { Generator, NameGenerator, uniqueness } from './generator.js';
import { Model, models, train } from './model.js';
import { native } from './native.js';
import { Schema } from './schema.js';
import { Source } from './source.js';

const OPTIONS = ['seed', 'locale'];

/** Getters, and the names of the generators that they give. */
const NAMED = {
    email: 'email',
    username: 'username',
    phone: 'phone',
    company: 'company',
    city: 'city',
    streetAddress: 'street_address',
    firstName: 'person.first',
    lastName: 'person.last',
    gender: 'person.gender',
    word: 'lorem.word',
    sentence: 'lorem.sentence',
    paragraph: 'lorem.paragraph',
};

/** Says that a constructor's argument is the inside of a view. */
const VIEW = Symbol('view');

const start = (options) => {
    const { seed, locale } = check.options(options, OPTIONS);
    return {
        seed: seed === undefined ? native.seed() : check.seed(seed),
        locale: locale === undefined ? 'en_US' : check.text(locale, 'a locale'),
    };
};

export class Phony {
    #source;
    #unique;
    #kept = new Map(); // the same generator for the same name: it is asked for again for every value
    #views = new Map(); // likewise: a view that is asked for again goes on, and repeats nothing

    /** @param {{seed?: string | number | bigint, locale?: string}} [options] */
    constructor(options = {}) {
        const inside = options?.[VIEW] ?? start(options);
        this.#source = new Source(inside.seed, inside.locale);
        this.#unique = inside.unique;
    }

    #view(changes) {
        this.#check();
        const { seed, locale } = this.#source;
        return new Phony(
            /** @type {any} */ ({
                [VIEW]: { seed, locale, unique: this.#unique, ...changes },
            }),
        );
    }

    #check() {
        this.#source.check('Phony');
    }

    #lasting(key, changes) {
        let view = this.#views.get(key);
        if (!view || view.#source.isClosed) this.#views.set(key, (view = this.#view(changes)));
        return view;
    }

    /** The seed as text, or, of a seed, a Phony like this one. @param {string | number | bigint} [seed] */
    seed(...[seed]) {
        return arguments.length ? this.#view({ seed: check.seed(seed) }) : this.#source.seed;
    }

    /** The locale, or, of a locale, a Phony like this one: always the same. @param {string} [locale] */
    locale(...[locale]) {
        return arguments.length
            ? this.#lasting(`in ${check.text(locale, 'a locale')}`, { locale })
            : this.#source.locale;
    }

    /** A Phony like this one, always the same, that never repeats a value. @param {string} [mode] @param {number} [rows] */
    unique(mode, rows) {
        const values = uniqueness(mode, rows);
        return this.#lasting(`${values.unique} of ${values.rows}`, { unique: values });
    }

    #generator(recipe, Type = Generator) {
        this.#check();
        const unique = this.#unique;
        if (!unique) return new Type(this.#source, recipe);
        return new Type(
            this.#source,
            recipe.template === undefined
                ? { ...recipe, values: unique }
                : { ...recipe, ...unique },
        );
    }

    #keep(name, Type) {
        let generator = this.#kept.get(name);
        if (!generator) this.#kept.set(name, (generator = this.#generator({ name }, Type)));
        return generator;
    }

    /** Names of persons. */
    name() {
        return this.#kept.get('person.full') ?? this.#keep('person.full', NameGenerator);
    }

    /** The values of a model. @param {string | Model} model its name, its path, or itself */
    model(model) {
        if (model instanceof Model) return this.#generator({ model });
        return this.#keep(check.text(model, 'a model'), Generator);
    }

    /** A model's file, opened. @param {string} path */
    loadModel(path) {
        const file = check.text(path, 'a path');
        this.#check();
        // A path without a folder would be looked for among the models' names.
        return this.#generator({
            model: this.#source.file(
                file.includes('/') ? file : `./${file}`,
                (handle) => new Model(handle),
            ),
        });
    }

    /** Texts with values in them. @param {string} text @param {Record<string, string | Generator>} [bindings] */
    template(text, bindings = {}) {
        const pairs = Object.entries(check.options(bindings, Object.keys(bindings ?? {}))).map(
            ([name, value]) => [
                name,
                value instanceof Generator
                    ? Generator.cursorOf(value)
                    : check.text(value, `the binding ${check.show(name)}`),
            ],
        );
        return this.#generator({
            template: check.text(text, 'a template'),
            bindings: /** @type {any} */ (pairs),
        });
    }

    /** A data set. @param {string | object} schema the path of a PDL document, or the document @param {object} [options] */
    schema(schema, options = {}) {
        this.#check();
        return new Schema(this.#source, schema, options);
    }

    /** Learns values. @param {string | Iterable<string>} values @param {object} [options] */
    train(values, options) {
        this.#check();
        return train(values, options);
    }

    /** The names of all models that can be called by name. */
    models() {
        this.#check();
        return models();
    }

    /** This Phony and what was taken from it end here; its views live on, and so do models. */
    close() {
        this.#kept.clear();
        this.#views.clear();
        this.#source.close();
    }

    static {
        for (const [property, name] of Object.entries(NAMED)) {
            const get = function () {
                return this.#kept.get(name) ?? this.#keep(name, Generator);
            };
            Object.defineProperty(this.prototype, property, { get, configurable: true });
        }
    }
}

if (Symbol.dispose) Phony.prototype[Symbol.dispose] = Phony.prototype.close;
