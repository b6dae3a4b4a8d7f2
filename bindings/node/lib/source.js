// What the generators of one Phony share: its seed, locale and cache of models, and the cursors, one
// for each recipe that was asked for.

import { Cursor } from './cursor.js';
import { closedError } from './errors.js';
import { native } from './native.js';

/** So many generators are kept ready; those of other recipes keep their row alone. */
const AWAKE = 64;

/** The names that stand in templates beside the library's own. */
const BINDINGS = ['first', 'last', 'full', 'gender'].map((name) => [name, `{person.${name}}`]);

/** The cache of models, shared by a Phony and its views; the last one that is closed frees it. */
export class Cache {
    #users = 0;
    #handle = null;

    /** As the command line keeps them: in the folder of PHONY_CACHE; "off" is nowhere. */
    get handle() {
        const folder = process.env.PHONY_CACHE || null;
        return (this.#handle ??= native.cache(folder === 'off' ? undefined : folder));
    }

    join() {
        this.#users++;
        return this;
    }

    leave() {
        if (--this.#users || !this.#handle) return;
        native.release(this.#handle);
        this.#handle = null;
    }
}

/**
 * What a generator is made of.
 * @typedef {{name?: string, template?: string, model?: import('./model.js').Model, bindings?: [string, any][],
 *   gender?: number, unique?: number, rows?: number, values?: Record<string, any>}} Recipe
 */

export class Source {
    #cursors = new Map();
    #awake = new Set();
    #isClosed = false;

    /** @param {Cache} cache @param {string} seed @param {string} locale */
    constructor(cache, seed, locale) {
        this.cache = cache.join();
        this.seed = seed;
        this.locale = locale;
    }

    /** @param {Recipe} recipe @returns {Cursor} */
    cursor(recipe) {
        const key = JSON.stringify({
            ...recipe,
            model: recipe.model?.id,
            bindings: recipe.bindings?.map(([name, value]) => [name, value.id ?? value]),
        });
        let cursor = this.#cursors.get(key);
        if (!cursor) {
            this.#cursors.set(
                key,
                (cursor = new Cursor(
                    () => this.#wake(cursor, recipe),
                    recipe.values?.rows ?? recipe.rows,
                )),
            );
            if (this.#isClosed) cursor.close();
        }
        return cursor;
    }

    #wake(cursor, recipe) {
        this.#awake.delete(cursor);
        this.#awake.add(cursor);
        if (this.#awake.size > AWAKE) {
            const [oldest] = this.#awake;
            this.#awake.delete(oldest);
            oldest.sleep();
        }
        return this.#generator(recipe);
    }

    #generator(recipe) {
        const { gender, unique, rows, values } = recipe;
        const source = recipe.model?.handle() ?? recipe.template ?? recipe.name;
        const bindings = [...(recipe.bindings ?? []), ...BINDINGS].filter(
            ([name], at, all) => all.findIndex(([other]) => other === name) === at,
        );
        return native.generator(
            this.cache.handle,
            this.seed,
            source,
            recipe.template !== undefined,
            { locale: this.locale, gender, unique, rows },
            values,
            recipe.template === undefined
                ? undefined
                : bindings.map(([name, value]) => [
                      name,
                      typeof value === 'string' ? value : value.handle(),
                  ]),
        );
    }

    /** @param {string} what */
    get isClosed() {
        return this.#isClosed;
    }

    check(what) {
        if (this.#isClosed) throw closedError(what);
    }

    close() {
        if (this.#isClosed) return;
        this.#isClosed = true;
        for (const cursor of this.#cursors.values()) cursor.close();
        this.#awake.clear();
        this.cache.leave();
    }
}
