// A data set of the library: what it is opened with, and, while it is awake, its handle.

import { Awake } from './awake.js';
import * as check from './check.js';
import { argumentError } from './errors.js';
import { native } from './native.js';
import { modelCache } from './source.js';

const OPTIONS = ['seed', 'scenario', 'counts', 'locale', 'now', 'mode'];

/** So many data sets are kept ready; others are opened again when they are needed. */
const awake = new Awake(16);

/**
 * The options as the addon takes them, and the numbers of rows.
 * @param {any} given @param {string} seed
 */
function datasetOptions(given, seed) {
    const { counts = {}, mode, ...rest } = check.options(given, OPTIONS);
    const pairs = Object.entries(check.options(counts, Object.keys(counts ?? {})));
    return {
        options: {
            ...rest,
            seed: rest.seed === undefined ? seed : check.seed(rest.seed),
            mode: mode === undefined ? undefined : check.choice('PHONY_MODE_', mode, 'mode'),
        },
        counts: new Map(
            pairs.map(([entity, rows]) => [
                entity,
                check.whole(rows, `the rows of ${entity}`, 0, 1e15),
            ]),
        ),
    };
}

/** A document as text. @param {object} document */
function documentText(document) {
    try {
        return JSON.stringify(document);
    } catch (error) {
        throw argumentError(`a schema must be a document of JSON: ${check.show(error.message)}`);
    }
}

export class Dataset {
    #arguments;
    #handle = null;

    constructor(given) {
        this.#arguments = given;
    }

    /** @param {string | object} schema @param {object} options @param {string} seed */
    static of(schema, options, seed) {
        const isText = typeof schema === 'object' && schema !== null;
        const text = isText ? documentText(schema) : schema;
        return new Dataset({
            text: check.text(text, 'a schema'),
            isText,
            ...datasetOptions(options, seed),
        });
    }

    /** Whether the number of an entity's rows is given. @param {string} entity */
    hasCount(entity) {
        return this.#arguments.counts.has(entity);
    }

    /** The same with so many rows of an entity. @param {string} entity @param {number} rows */
    sized(entity, rows) {
        const counts = new Map([...this.#arguments.counts, [entity, rows]]);
        return new Dataset({ ...this.#arguments, counts });
    }

    handle() {
        if (!this.#handle) {
            const { text, isText, options, counts } = this.#arguments;
            this.#handle = native.dataset(modelCache(), text, isText, options, [...counts]);
            awake.add(this);
        }
        return this.#handle;
    }

    /** Gives its memory back; what is being read of it holds it by itself. */
    sleep() {
        awake.delete(this);
        if (this.#handle) native.release(this.#handle);
        this.#handle = null;
        return true;
    }
}
