// Data sets: rows with native types, and columns of the same rows.
import { describe, expect, test } from 'vitest';
import { ArgumentError, Phony } from '../index.js';
import { errorOf, example, generate } from './helpers.js';

const phony = new Phony({ seed: 42 });
const types = (options) => phony.schema(example('types.pdl.json'), options).entity('Sample');
const shop = (options) => phony.schema(example('shop.pdl.json'), options);

/** A row as the command line writes it in JSON, where JavaScript's own values are others. */
const asWritten = (row, written) =>
    Object.fromEntries(
        Object.entries(row).map(([name, value]) => {
            if (value instanceof Date)
                return [
                    name,
                    value.getTime() === Date.parse(written[name].replace(/Z?$/, 'Z'))
                        ? written[name]
                        : value,
                ];
            if (Buffer.isBuffer(value)) return [name, `\\x${value.toString('hex')}`];
            if (typeof written[name] === 'object' && written[name] !== null)
                return [name, JSON.parse(value)];
            return [
                name,
                typeof value === 'string' && typeof written[name] === 'number'
                    ? Number(value)
                    : value,
            ];
        }),
    );

describe('rows', () => {
    test('have the types of the language', () => {
        const [row] = types().rows(1);
        const kinds = Object.fromEntries(
            Object.entries(row).map(([name, value]) => [
                name,
                value instanceof Date ? 'date' : Buffer.isBuffer(value) ? 'buffer' : typeof value,
            ]),
        );
        expect(kinds).toEqual({
            id: 'number',
            small: 'number',
            middle: 'number',
            great: 'number',
            price: 'string',
            exact: 'string',
            ratio: 'number',
            flag: 'boolean',
            words: 'string',
            code: 'string',
            day: 'string',
            clock: 'string',
            local: 'date',
            moment: 'date',
            unique_id: 'string',
            document: 'string',
            raw: 'buffer',
            size: 'string',
            address: 'string',
            hardware: 'string',
        });
        expect(row.price).toMatch(/^-?\d+\.\d{2}$/);
        expect(row.day).toMatch(/^\d{4}-\d{2}-\d{2}$/);
        expect(row.clock).toMatch(/^\d{2}:\d{2}:\d{2}(\.\d{1,6})?$/);
        expect(row.unique_id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    });

    test('are those that the command line writes', () => {
        const lines = generate(
            '--schema',
            example('types.pdl.json'),
            '--entity',
            'Sample',
            '--count',
            'Sample=2500',
            '--format',
            'ndjson',
        )
            .trimEnd()
            .split('\n');
        const written = lines.map((line) => JSON.parse(line));
        const rows = types({ counts: { Sample: 2500 } })
            .rows()
            .toArray();
        expect(rows.map((row, index) => asWritten(row, written[index]))).toEqual(written);
    });

    test('have bigints where numbers would not be exact, and nulls', () => {
        const schema = {
            version: '1.0',
            entities: {
                Big: {
                    fields: {
                        id: {
                            type: 'int64',
                            generator: { type: 'sequence', start: 9007199254740990 },
                            primary: true,
                        },
                        note: { generator: 'word', null: 0.5 },
                        __proto__x: { generator: 'word' },
                    },
                },
            },
        };
        const rows = phony.schema(schema).entity('Big').rows(40).toArray();
        expect(rows.slice(0, 3).map((row) => row.id)).toEqual([
            9007199254740990,
            9007199254740991,
            9007199254740992n,
        ]);
        expect(new Set(rows.map((row) => typeof row.note))).toEqual(new Set(['string', 'object']));
        expect(rows.filter((row) => row.note === null).length).toBeGreaterThan(5);
    });

    test('are as many as asked for, whatever the schema says', () => {
        expect([...types().rows(3)]).toHaveLength(3);
        expect([...types()]).toHaveLength(12);
        expect([...types().rows(0)]).toHaveLength(0);
        expect(types().rows(3000).toArray().at(-1)).toEqual(
            types({ counts: { Sample: 3000 } })
                .rows()
                .toArray()[2999],
        );
    });

    test('past those that were counted are an error', () => {
        expect(() =>
            types({ counts: { Sample: 5 } })
                .rows(6)
                .toArray(),
        ).toThrow(/5/);
    });

    test('can be gone through more than once, also at the same time', () => {
        const rows = types().rows(2000);
        const [a, b] = [rows[Symbol.iterator](), rows[Symbol.iterator]()];
        for (let i = 0; i < 2000; i++) expect(a.next().value.id).toBe(b.next().value.id);
        expect(a.next().done).toBe(true);
    });
});

describe('columns', () => {
    test('hold the values of the rows', async () => {
        const rows = types().rows(2100);
        const columns = Object.fromEntries(
            (await rows.columns(50, 2000)).map((column) => [column.name, column]),
        );
        const all = rows.toArray().slice(50, 2050);
        expect(Array.from(columns.small.values, Number)).toEqual(all.map((row) => row.small));
        expect(Array.from(columns.ratio.values)).toEqual(all.map((row) => row.ratio));
        const { values, offsets } = columns.words;
        expect(
            all.map((_, i) => Buffer.from(values.subarray(offsets[i], offsets[i + 1])).toString()),
        ).toEqual(all.map((row) => row.words));
        expect(Buffer.from(columns.unique_id.values.subarray(16 * 7, 16 * 8)).toString('hex')).toBe(
            all[7].unique_id.replaceAll('-', ''),
        );
        expect(columns.price).toMatchObject({ scale: 2, nulls: null, offsets: null });
    });

    test('of no rows have names and types all the same', async () => {
        const names = (columns) => columns.map(({ name, type }) => `${name} ${type}`);
        const none = await types().rows(10).columns(3, 0);
        expect(names(none)).toEqual(names(await types().rows(1).columns()));
        expect(none.every(({ values }) => values.length === 0)).toBe(true);
        expect(await types().rows(0).columns()).toHaveLength(none.length);
    });

    test('are refused past the rows', async () => {
        expect(await errorOf(() => types().rows(10).columns(5, 6))).toMatchObject({
            code: 'PHONY_ARGUMENT',
        });
        expect(await errorOf(() => types().rows(10).columns(Symbol('s')))).toMatchObject({
            code: 'PHONY_ARGUMENT',
        });
    });
});

describe('a schema', () => {
    test('that is no document of JSON is told as what it is', () => {
        const circle = {};
        circle.circle = circle;
        for (const schema of [circle, { rows: 1n }, { toJSON: () => undefined }])
            expect(() => phony.schema(schema)).toThrow(ArgumentError);
    });

    test('tells its entities, fields and relationships', () => {
        const schema = shop();
        expect(schema.entities().map((entity) => entity.name)).toContain('User');
        expect(schema.entity('User').fields[0]).toMatchObject({
            name: 'id',
            isPrimary: true,
            canBeNull: false,
        });
        expect(schema.relationships()).toContainEqual(
            expect.objectContaining({ child: 'Order', parent: 'User', cardinality: 'many-to-one' }),
        );
        expect(schema.ddl('sqlite')).toMatch(/CREATE TABLE/);
    });

    test('follows seed, scenario, locale and time', () => {
        const first = (options) => JSON.stringify(shop(options).entity('User').rows(1).toArray());
        expect(first({ seed: 1 })).not.toBe(first({ seed: 2 }));
        expect(first({ seed: '42' })).toBe(first());
        expect(first({ locale: 'de_DE' })).not.toBe(first());
        expect(() => shop({ scenario: 'none' }).entities()).toThrow(/none/);
    });
});
