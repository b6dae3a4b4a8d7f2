// Data sets: a schema, its entities, and their rows as objects, columns or bytes.

import { Readable } from 'node:stream';
import * as check from './check.js';
import { joinColumns, rowsOf } from './cells.js';
import { closedError } from './errors.js';
import { constants, native } from './native.js';

const OPTIONS = ['seed', 'scenario', 'counts', 'locale', 'now', 'mode'];

/** Rows that the library makes at a time. */
const BATCH = constants.PHONY_BATCH_ROWS;

/** The options as the addon takes them, and the numbers of rows. */
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

export class Schema {
    #source;
    #text;
    #isText;
    #options;
    #counts;
    #main = null;
    #isClosed = false;

    /** @param {import('./source.js').Source} source @param {string | object} schema @param {object} options */
    constructor(source, schema, options) {
        const { options: given, counts } = datasetOptions(options, source.seed);
        this.#source = source;
        this.#isText = typeof schema === 'object' && schema !== null;
        this.#text = this.#isText ? JSON.stringify(schema) : check.text(schema, 'a schema');
        this.#options = given;
        this.#counts = counts;
    }

    #open(counts) {
        return native.dataset(this.#source.cache.handle, this.#text, this.#isText, this.#options, [
            ...counts,
        ]);
    }

    #dataset() {
        if (this.#isClosed) throw closedError('schema');
        this.#source.check('Phony');
        return (this.#main ??= this.#open(this.#counts));
    }

    /** The entities, parents before their children as far as there is an order. */
    entities() {
        return native.entities(this.#dataset()).map(({ name }) => this.entity(name));
    }

    /** @param {string} name */
    entity(name) {
        const dataset = this.#dataset();
        const index = native.find(dataset, check.text(name, "an entity's name"));
        const sized = (rows) =>
            rows === undefined || this.#counts.has(name)
                ? dataset
                : this.#open(new Map([...this.#counts, [name, rows]]));
        return new Entity(dataset, index, (rows) => {
            this.#dataset();
            return sized(rows);
        });
    }

    /** How the entities hang together. */
    relationships() {
        return native.relationships(this.#dataset());
    }

    /** CREATE TABLE and its kin. @param {string} dialect postgres, mysql, sqlite @param {string} part open, drop, create, finish, close */
    ddl(dialect, part = 'create') {
        const maker = native.maker(this.#dataset());
        try {
            return native
                .ddl(
                    maker,
                    check.text(dialect, 'a dialect'),
                    check.choice('PHONY_DDL_', part, 'the part'),
                )
                .toString();
        } finally {
            native.release(maker);
        }
    }

    /** Rows that were taken live on. */
    close() {
        if (this.#main) native.release(this.#main);
        this.#main = null;
        this.#isClosed = true;
    }
}

export class Entity {
    #index;
    #sized;

    constructor(dataset, index, sized) {
        const { name, table, rows } = native.entities(dataset)[index];
        this.name = name;
        this.table = table;
        this.count = rows;
        this.fields = native.fields(dataset, index).map(field);
        this.#index = index;
        this.#sized = sized;
    }

    /**
     * Rows from the first on. Where the schema's options do not say how many the entity has, it has `count`.
     * @param {number} [count] by default all
     */
    rows(count) {
        if (count !== undefined) check.whole(count, 'a number of rows', 0, 1e15);
        const dataset = this.#sized(count);
        return new Rows(native.maker(dataset), dataset, this.#index, count ?? this.count);
    }

    /** All rows: as rows() gives them. */
    [Symbol.iterator]() {
        return this.rows()[Symbol.iterator]();
    }

    /** @see Rows.stream */
    stream() {
        return this.rows().stream();
    }

    /** @see Rows.write */
    write(format, options) {
        return this.rows().write(format, options);
    }

    /** @see Rows.columns */
    async columns(first, count) {
        return this.rows().columns(first, count);
    }
}

const field = ({ isPrimary, isUnique, canBeNull, ...rest }) => ({
    ...rest,
    isPrimary: isPrimary === 1,
    isUnique: isUnique === 1,
    canBeNull: canBeNull === 1,
});

/** Rows of an entity: iterable, and given in other forms as often as one likes. */
export class Rows {
    #first; // a maker for the first use; each further one has its own
    #dataset;
    #index;

    constructor(maker, dataset, index, length) {
        this.#first = maker;
        this.#dataset = dataset;
        this.#index = index;
        this.length = length;
    }

    #maker() {
        const maker = this.#first ?? native.maker(this.#dataset);
        this.#first = null;
        return maker;
    }

    /** Gives what `make(maker, first, count)` makes of all batches, one after another. */
    *#batches(make, first = 0, end = this.length) {
        const maker = this.#maker();
        try {
            for (let row = first; row < end; row += BATCH)
                yield make(maker, row, Math.min(BATCH, end - row));
        } finally {
            native.release(maker);
        }
    }

    #cells(isPlain, first, end) {
        return this.#batches(
            (maker, row, count) => native.cells(maker, this.#index, row, count, isPlain),
            first,
            end,
        );
    }

    /** Plain objects, as many as there are rows. */
    *[Symbol.iterator]() {
        for (const columns of this.#cells(false)) yield* rowsOf(columns);
    }

    /** All rows in an array. */
    toArray() {
        check.room(this.length, 256);
        return Array.from(this);
    }

    /** A stream of the rows, made as they are read. */
    stream() {
        const batches = this.#cells(false);
        return reading(
            () => {
                const { value, done } = batches.next();
                return done ? null : rowsOf(value);
            },
            () => batches.return(),
            { objectMode: true, highWaterMark: BATCH },
        );
    }

    #pieces(format, dialect) {
        const { PHONY_PART_BEGIN, PHONY_PART_ROWS, PHONY_PART_END } = constants;
        const index = this.#index;
        const rows = (maker, first, count) =>
            native.write(maker, index, format, dialect, PHONY_PART_ROWS, first, count);
        const end = (maker, part) => native.write(maker, index, format, dialect, part, 0, 0);
        const batches = this.#batches(rows);
        const maker = native.maker(this.#dataset);
        return (function* pieces() {
      try {
        yield end(maker, PHONY_PART_BEGIN);
        yield* batches;
        yield end(maker, PHONY_PART_END);
      } finally {
        native.release(maker);
      }
    })();
    }

    /**
     * A stream of bytes: csv, json, ndjson, copy, load, or sql with a dialect.
     * @param {string} format @param {{dialect?: string}} [options]
     */
    write(format, options = {}) {
        const { dialect } = check.options(options, ['dialect']);
        const pieces = this.#pieces(
            check.text(format, 'a format'),
            dialect === undefined ? undefined : check.text(dialect, 'a dialect'),
        );
        const first = pieces.next(); // an unknown format is told here
        let next = first;
        return reading(
            () => {
                const { value, done } = next;
                if (!done) next = pieces.next();
                return done ? null : value.length ? [value] : [];
            },
            () => pieces.return(),
        );
    }

    /** Columns of rows first .. first + count - 1. @param {number} [first] @param {number} [count] */
    async columns(first = 0, count = this.length - first) {
        check.whole(first, 'the first row', 0, this.length);
        check.whole(count, 'a number of rows', 0, this.length - first);
        const pieces = [];
        for (const columns of this.#cells(true, first, first + count)) {
            pieces.push(columns);
            if (pieces.length % 16 === 0) await new Promise(setImmediate); // others have their turn
        }
        return joinColumns(pieces);
    }
}

/** A stream of what `next` gives: lists of chunks, null at the end. */
function reading(next, end, options) {
    let left = [];
    let at = 0;
    return new Readable({
        ...options,
        read() {
            try {
                for (;;) {
                    if (at === left.length) [left, at] = [next(), 0];
                    if (!left) return void this.push(null);
                    while (at < left.length) if (!this.push(left[at++])) return;
                }
            } catch (error) {
                this.destroy(error);
            }
        },
        destroy(error, done) {
            end();
            done(error);
        },
    });
}
