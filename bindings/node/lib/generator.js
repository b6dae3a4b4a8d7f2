// Generators, as programs see them: functions that give the next value, with methods for many values
// and for constraints. A generator never changes: a constraint gives a new one.

import { batchArray, takeArray } from './array.js';
import * as check from './check.js';
import { argumentError } from './errors.js';
import { native } from './native.js';

/** How many rows unique and sorted values are of, where nobody says it. */
export const USUAL_ROWS = 1_000_000;

/** A function with the methods of the class. */
class Callable {
    constructor(call) {
        return Object.setPrototypeOf(call, new.target.prototype);
    }
}
Object.setPrototypeOf(Callable.prototype, Function.prototype);

/** `unique` and `rows` of a recipe: how, and of how many. @param {unknown} mode @param {unknown} rows */
export function uniqueness(mode = 'usual', rows = USUAL_ROWS) {
    const unique = check.choice('PHONY_UNIQUE_', mode, 'the way of being unique');
    if (unique === 0)
        throw argumentError('the way of being unique must be numbered, named, strict or usual');
    return { unique, rows: check.whole(rows, 'the number of unique rows', 1) };
}

/** @param {unknown} pattern */
function patternText(pattern) {
    if (!(pattern instanceof RegExp)) return check.text(pattern, 'a pattern');
    if (!pattern.flags.replace(/[uv]/g, '')) return pattern.source;
    throw argumentError(`a pattern has no flags: ${check.show(pattern)}`);
}

export class Generator extends Callable {
    #source;
    #recipe;
    #cursor;

    /** @param {import('./source.js').Source} source @param {import('./source.js').Recipe} recipe */
    constructor(source, recipe) {
        const cursor = source.cursor(recipe);
        super(() => cursor.next());
        this.#source = source;
        this.#recipe = recipe;
        this.#cursor = cursor;
    }

    /** The cursor, for generators that stand in others. @param {Generator} generator */
    static cursorOf(generator) {
        return generator.#cursor;
    }

    /** The next value. @returns {string} */
    generate() {
        return this.#cursor.next();
    }

    /** The first row of the next `count`, if an array can hold them. @param {number} count */
    #reserve(count) {
        check.room(check.count(count));
        return this.#cursor.reserve(count);
    }

    /** The next `count` values. @param {number} count @returns {string[]} */
    take(count) {
        return takeArray(this.#cursor, this.#reserve(count), count);
    }

    /** The next `count` values, made on the thread pool. @param {number} count @returns {Promise<string[]>} */
    async batch(count) {
        return batchArray(this.#cursor, this.#reserve(count), count);
    }

    /** The next `count` values as UTF-8: value i is bytes[offsets[i] .. offsets[i + 1]). @param {number} count */
    async columns(count) {
        const first = this.#cursor.reserve(
            check.whole(count, 'a number of values', 0, 2 ** 31 - 1),
        );
        return this.#cursor.during((handle) => native.columns(handle, first, count));
    }

    /** The value of a row; the cursor stays where it is. @param {number | bigint} row @returns {string} */
    at(row) {
        return this.#cursor.at(row);
    }

    /** The next value, and the next, without end. @returns {IterableIterator<string>} */
    [Symbol.iterator]() {
        const cursor = this.#cursor;
        return {
            next: () => ({ value: cursor.next(), done: false }),
            [Symbol.iterator]() {
                return this;
            },
        };
    }

    /** What it is, for those who print it: a value comes of calling it. */
    toString() {
        const { name, template } = this.#recipe;
        return `[${this.constructor.name}: ${name ?? template ?? 'a model'}]`;
    }

    [Symbol.for('nodejs.util.inspect.custom')]() {
        return this.toString();
    }

    #with(changes) {
        return new this.constructor(this.#source, { ...this.#recipe, ...changes });
    }

    #like(values) {
        const [name] = Object.keys(values);
        if (this.#recipe.template !== undefined)
            throw argumentError(
                `a template's values cannot have ${name}: give it to a generator in it`,
            );
        return this.#with({ values: { ...this.#recipe.values, ...values } });
    }

    /** Lengths are in characters, as people count them. @param {number} length */
    minLength(length) {
        return this.#like({ minLength: check.whole(length, 'minLength') });
    }

    /** @param {number} length */
    maxLength(length) {
        return this.#like({ maxLength: check.whole(length, 'maxLength', 1) });
    }

    /** @param {number} words */
    minWords(words) {
        return this.#like({ minWords: check.whole(words, 'minWords') });
    }

    /** @param {number} words */
    maxWords(words) {
        return this.#like({ maxWords: check.whole(words, 'maxWords', 1) });
    }

    /** @param {string} prefix */
    startsWith(prefix) {
        return this.#like({ prefix: check.text(prefix, 'startsWith') });
    }

    /** @param {string} suffix */
    endsWith(suffix) {
        return this.#like({ suffix: check.text(suffix, 'endsWith') });
    }

    /** @param {string} part */
    contains(part) {
        return this.#like({ contains: check.text(part, 'contains') });
    }

    /** The whole value. @param {string | RegExp} pattern of the library's patterns (spec/patterns.md) */
    matches(pattern) {
        return this.#like({ pattern: patternText(pattern) });
    }

    /** Row by row in the order of code points. @param {number} [rows] how many there are */
    sorted(rows) {
        const most =
            rows === undefined
                ? (this.#recipe.values?.rows ?? USUAL_ROWS)
                : check.whole(rows, 'the number of sorted rows', 1);
        return this.#like({ sorted: 1, rows: most });
    }

    /** @param {string} [mode] numbered, named, strict; by default that which suits @param {number} [rows] */
    unique(mode, rows) {
        const unique = uniqueness(mode, rows ?? this.#recipe.values?.rows);
        return this.#recipe.template === undefined ? this.#like(unique) : this.#with(unique);
    }

    /** Of persons. */
    male() {
        return this.#with({ gender: check.choice('PHONY_GENDER_', 'male', 'gender') });
    }

    female() {
        return this.#with({ gender: check.choice('PHONY_GENDER_', 'female', 'gender') });
    }

    /** A generator of another name under the same constraints. @param {Generator} generator @param {string} name */
    static siblingOf(generator, name) {
        return new Generator(generator.#source, { ...generator.#recipe, name });
    }
}

/** Names of persons: values are whole names, and the parts follow the same rows. */
export class NameGenerator extends Generator {
    #first;
    #last;

    /** The next whole name. */
    full() {
        return this.generate();
    }

    /** The next first name. */
    first() {
        return (this.#first ??= Generator.siblingOf(this, 'person.first')).generate();
    }

    /** The next last name. */
    last() {
        return (this.#last ??= Generator.siblingOf(this, 'person.last')).generate();
    }
}
