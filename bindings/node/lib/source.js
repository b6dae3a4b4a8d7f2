// What the generators of one Phony share: its seed, locale and cache of models, and the cursors, one
// for each recipe that was asked for.

import { Awake } from './awake.js';
import { Cursor } from './cursor.js';
import { closedError } from './errors.js';
import { native } from './native.js';

/** So many generators are kept ready; those of other recipes keep their row alone. */
const awake = new Awake(64);

/** The names that stand in templates beside the library's own. */
const BINDINGS = ['first', 'last', 'full', 'gender'].map((name) => [name, `{person.${name}}`]);

/** The cache of models of this context: every Phony uses it, so that each model is opened once. */
let cache = null;

/** As the command line keeps compiled models: in the folder of PHONY_CACHE; "off" is nowhere. */
export function modelCache() {
    const folder = process.env.PHONY_CACHE || null;
    if (cache?.folder !== folder) {
        forgetModels();
        cache = { folder, handle: native.cache(folder === 'off' ? undefined : folder) };
    }
    return cache.handle;
}

/** Lets go of all models that are in no use, and of their memory. */
export function forgetModels() {
    if (cache) native.release(cache.handle);
    cache = null;
}

/** The names in a template, those of everybody among them, and what stands for each. */
const handlesOf = (bindings) =>
    [...new Map([...BINDINGS, ...bindings])].map(([name, value]) => [
        name,
        typeof value === 'string' ? value : value.handle(),
    ]);

const byName = (object) => Object.entries(object ?? {}).sort();

/**
 * What a generator is made of.
 * @typedef {{name?: string, template?: string, model?: import('./model.js').Model, bindings?: [string, any][],
 *   gender?: number, unique?: number, rows?: number, values?: Record<string, any>}} Recipe
 */

/** What makes recipes one, in whatever order they were put together. @param {Recipe} recipe */
const keyOf = ({ name, template, model, bindings, gender, unique, rows, values }) =>
    JSON.stringify([
        [name, template, model?.id, gender, unique, rows],
        byName(values),
        bindings?.map(([bound, value]) => [bound, value.id ?? value]).sort(),
    ]);

export class Source {
    #cursors = new Map();
    #files = new Map();
    #isClosed = false;

    /** @param {string} seed @param {string} locale */
    constructor(seed, locale) {
        this.seed = seed;
        this.locale = locale;
    }

    /** @param {Recipe} recipe @returns {Cursor} */
    cursor(recipe) {
        const key = keyOf(recipe);
        return this.#cursors.get(key) ?? this.#add(key, recipe);
    }

    #add(key, recipe) {
        // Its own handle of the model, which somebody else may close.
        const model = recipe.model && native.share(recipe.model.handle());
        const make = () => this.#wake(cursor, { ...recipe, model });
        const cursor = new Cursor(make, recipe.values?.rows ?? recipe.rows);
        this.#cursors.set(key, cursor);
        if (this.#isClosed) cursor.close();
        return cursor;
    }

    /** The model of a file, always the same. @param {string} path @param {(handle: object) => any} make */
    file(path, make) {
        const handle = native.model(modelCache(), path);
        let model = this.#files.get(path);
        if (!model) this.#files.set(path, (model = make(handle)));
        return model;
    }

    #wake(cursor, recipe) {
        awake.add(cursor);
        return this.#generator(recipe);
    }

    #generator({ name, template, model, bindings, gender, unique, rows, values }) {
        const isTemplate = template !== undefined;
        return native.generator(
            modelCache(),
            this.seed,
            model ?? template ?? name,
            isTemplate,
            { locale: this.locale, gender, unique, rows },
            values,
            isTemplate ? handlesOf(bindings) : undefined,
        );
    }

    get isClosed() {
        return this.#isClosed;
    }

    /** @param {string} what */
    check(what) {
        if (this.#isClosed) throw closedError(what);
    }

    close() {
        if (this.#isClosed) return;
        this.#isClosed = true;
        for (const cursor of this.#cursors.values()) {
            awake.delete(cursor);
            cursor.close();
        }
    }
}
