// Models that a program holds: opened from a file, or trained.

import { types } from 'node:util';
import * as check from './check.js';
import { argumentError, closedError } from './errors.js';
import { constants, native } from './native.js';

let count = 0; // identifies models in recipes; of this context alone

const words = (prefix, number) =>
    Object.keys(constants)
        .find((name) => name.startsWith(prefix) && constants[name] === number)
        ?.slice(prefix.length)
        .toLowerCase();

export class Model {
    #handle;
    id = ++count;

    constructor(handle) {
        this.#handle = handle;
        Object.defineProperty(this, 'id', { enumerable: false, writable: false });
    }

    /** @returns {object} for the binding itself */
    handle() {
        if (!this.#handle) throw closedError('model');
        return this.#handle;
    }

    /** What the model is: order, mode, how many values it was trained on, ... */
    get info() {
        const info = native.modelInfo(this.handle());
        return {
            ...info,
            mode: words('PHONY_MODE_', info.mode),
            hasOriginals: info.hasOriginals === 1,
        };
    }

    /** Writes the model: beside the path first, then in its place. @param {string} path */
    async save(path) {
        await native.modelSave(this.handle(), check.text(path, 'a path'));
    }

    /** Gives its memory back; generators of it live on. */
    close() {
        if (this.#handle) native.release(this.#handle);
        this.#handle = null;
    }
}

if (Symbol.dispose) Model.prototype[Symbol.dispose] = Model.prototype.close;

/** The options that are words, and what their numbers begin with. */
const WORDS = {
    mode: 'PHONY_MODE_',
    weighting: 'PHONY_WEIGHT_',
    letterCase: 'PHONY_CASE_',
    format: 'PHONY_FORMAT_',
};

/** Options as the addon takes them: words as their numbers, filters added up. */
function trainOptions(options) {
    const given = { ...check.options(options, Object.keys(options ?? {})) };
    for (const [name, prefix] of Object.entries(WORDS)) {
        if (given[name] !== undefined) given[name] = check.choice(prefix, given[name], name);
    }
    if (given.filters !== undefined) {
        if (!Array.isArray(given.filters)) throw argumentError('filters must be an array');
        given.filters = given.filters.reduce(
            (sum, name) =>
                sum |
                check.choice('PHONY_FILTER_', String(name).replace(/[A-Z]/g, '_$&'), 'a filter'),
            0,
        );
    }
    if (given.delimiter !== undefined)
        given.delimiter = check.text(given.delimiter, 'delimiter').codePointAt(0);
    return given;
}

/**
 * Learns values, or the list in a file, on the thread pool.
 * @param {string | Iterable<string>} values @param {object} [options] @returns {Promise<Model>}
 */
export async function train(values, options = {}) {
    const given = trainOptions(options);
    if (typeof values === 'string') return new Model(await native.train(undefined, values, given));
    if (typeof values?.[Symbol.iterator] !== 'function')
        throw argumentError(
            `values must be a path or an iterable of strings, not ${check.show(values)}`,
        );
    // Of an array nothing is copied; what only looks like one is gone through as what it says.
    const isArray = Array.isArray(values) && !types.isProxy(values);
    return new Model(
        await native.train(isArray ? values : Array.from(values), undefined, given),
    );
}

/** The names of all models that can be called by name. @returns {string[]} */
export const models = () => native.models();
