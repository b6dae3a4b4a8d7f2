// Data sets: a schema, its entities, and their rows as objects, columns or bytes.

import * as check from './check.js';
import { joinColumns, rowsOf } from './cells.js';
import { Dataset } from './dataset.js';
import { closedError } from './errors.js';
import { constants, native } from './native.js';
import { reading } from './reading.js';

/** Rows that the library makes at a time. */
const BATCH = constants.PHONY_BATCH_ROWS;

/** So many data sets of other numbers of rows are remembered: opening one takes milliseconds. */
const REMEMBERED = 8;

export class Schema {
    #source;
    #main;
    #sized = new Map();
    #isClosed = false;

    /** @param {import('./source.js').Source} source @param {string | object} schema @param {object} options */
    constructor(source, schema, options) {
        this.#source = source;
        this.#main = Dataset.of(schema, options, source.seed);
    }

    #dataset() {
        if (this.#isClosed) throw closedError('schema');
        this.#source.check('Phony');
        return this.#main;
    }

    /** The data set that has so many rows of an entity. */
    #withRows(entity, rows) {
        const main = this.#dataset();
        if (rows === undefined || main.hasCount(entity)) return main;
        const key = `${rows} ${entity}`;
        const sized = this.#sized.get(key) ?? main.sized(entity, rows);
        this.#sized.delete(key);
        this.#sized.set(key, sized);
        if (this.#sized.size > REMEMBERED) this.#sized.delete(this.#sized.keys().next().value);
        return sized;
    }

    /** The entities, parents before their children as far as there is an order. */
    entities() {
        return native.entities(this.#dataset().handle()).map(({ name }) => this.entity(name));
    }

    /** @param {string} name */
    entity(name) {
        const dataset = this.#dataset().handle();
        const index = native.find(dataset, check.text(name, "an entity's name"));
        return new Entity(dataset, index, (rows) => this.#withRows(name, rows));
    }

    /** How the entities hang together. */
    relationships() {
        return native.relationships(this.#dataset().handle());
    }

    /** CREATE TABLE and its kin. @param {string} dialect postgres, mysql, sqlite @param {string} part open, drop, create, finish, close */
    ddl(dialect, part = 'create') {
        const maker = native.maker(this.#dataset().handle());
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
        for (const dataset of [this.#main, ...this.#sized.values()]) dataset.sleep();
        this.#sized.clear();
        this.#isClosed = true;
    }
}

if (Symbol.dispose) Schema.prototype[Symbol.dispose] = Schema.prototype.close;

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
        dataset.handle(); // what is wrong with the number is told here
        return new Rows(dataset, this.#index, count ?? this.count);
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
    #dataset;
    #index;

    /** @param {Dataset} dataset @param {number} index @param {number} length */
    constructor(dataset, index, length) {
        this.#dataset = dataset;
        this.#index = index;
        this.length = length;
    }

    /** Each use has its own. */
    #maker() {
        return native.maker(this.#dataset.handle());
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

    /** The columns without a row: they have names and types all the same. */
    #noCells() {
        const maker = this.#maker();
        try {
            return native.cells(maker, this.#index, 0, 0, true);
        } finally {
            native.release(maker);
        }
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
        const maker = this.#maker();
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
        let first = pieces.next(); // an unknown format is told here
        return reading(
            () => {
                const { value, done } = first ?? pieces.next();
                first = null;
                return done ? null : value.length ? [value] : [];
            },
            () => pieces.return(),
        );
    }

    /** Columns of rows first .. first + count - 1. @param {number} [first] @param {number} [count] */
    async columns(first = 0, count = undefined) {
        const most = this.length - check.whole(first, 'the first row', 0, this.length);
        const rows = count === undefined ? most : check.whole(count, 'a number of rows', 0, most);
        const pieces = rows ? [] : [this.#noCells()];
        for (const columns of this.#cells(true, first, first + rows)) {
            pieces.push(columns);
            if (pieces.length % 16 === 0) await new Promise(setImmediate); // others have their turn
        }
        return joinColumns(pieces);
    }
}
