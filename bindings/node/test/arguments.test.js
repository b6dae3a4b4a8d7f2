// What programs can get wrong: each is an error of a class and a code, and never a crash.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as phonyModule from '../index.js';
import { errorOf, example, folder } from './helpers.js';

const {
    ArgumentError,
    EmptyError,
    EncodingError,
    IoError,
    LimitError,
    ModelError,
    NotFoundError,
    Phony,
    PhonyError,
    SchemaError,
    train,
} = phonyModule;

const phony = () => new Phony({ seed: 42 });
const throwing = () => {
    throw new Error('no text');
};
const hostile = { toString: throwing, valueOf: throwing, [Symbol.toPrimitive]: throwing };

/** Values of all types; `but` leaves those out that are right. */
const anything = (but = () => false) =>
    [
        null,
        true,
        1.5,
        -1,
        NaN,
        Infinity,
        '7',
        'x',
        10n,
        Symbol('s'),
        {},
        [],
        () => 1,
        hostile,
    ].filter((value) => !but(value));

const wrong = [
    [
        'a seed',
        (v) => new Phony({ seed: v }),
        (v) => ['string', 'bigint'].includes(typeof v) || v === -1,
    ],
    [
        'options',
        (v) => new Phony(v),
        (v) => typeof v === 'object' && v !== null && !Array.isArray(v) && v !== hostile,
    ],
    ['a locale', (v) => new Phony({ locale: v }), (v) => typeof v === 'string'],
    ['a count', (v) => phony().name().take(v)],
    ['a row', (v) => phony().name().at(v), (v) => v === 10n],
    ['a length', (v) => phony().city.minLength(v)],
    ['a prefix', (v) => phony().city.startsWith(v), (v) => typeof v === 'string'],
    ['a pattern', (v) => phony().city.matches(v), (v) => typeof v === 'string'],
    ['a way of being unique', (v) => phony().unique(v)],
    ['a number of rows', (v) => phony().unique('numbered', v)],
    ['a model', (v) => phony().model(v), (v) => typeof v === 'string'],
    ['a path', (v) => phony().loadModel(v), (v) => typeof v === 'string'],
    ['a template', (v) => phony().template(v), (v) => typeof v === 'string'],
    ['a binding', (v) => phony().template('{x}', { x: v }), (v) => typeof v === 'string'],
    [
        'a schema',
        (v) => phony().schema(v),
        (v) => ['string', 'object'].includes(typeof v) && v !== null,
    ],
    ['rows', (v) => phony().schema(example('shop.pdl.json')).entity('User').rows(v)],
    ['counts', (v) => phony().schema('x', { counts: { User: v } })],
];

describe('of the wrong type or range', () => {
    test.each(wrong)('%s is refused', (_, use, isRight) => {
        for (const value of anything(isRight)) {
            let error;
            try {
                use(value);
            } catch (thrown) {
                error = thrown;
            }
            expect(error, `for ${typeof value}`).toBeInstanceOf(ArgumentError);
            expect(error.code).toBe('PHONY_ARGUMENT');
        }
    });

    test('promises are rejected, and nothing is thrown', async () => {
        const p = phony();
        for (const value of anything()) {
            expect(await errorOf(() => p.name().batch(value))).toBeInstanceOf(ArgumentError);
            expect(await errorOf(() => p.name().columns(value))).toBeInstanceOf(ArgumentError);
        }
        for (const values of [7, null, undefined, {}, [1], ['a', null], [hostile]])
            expect(await errorOf(() => train(values))).toBeInstanceOf(ArgumentError);
        expect(await errorOf(() => train(['a'], { ordr: 3 }))).toMatchObject({
            code: 'PHONY_ARGUMENT',
            message: expect.stringContaining('ordr'),
        });
        expect(await errorOf(() => train(['a'], { order: 2 ** 40 }))).toBeInstanceOf(ArgumentError);
        expect(await errorOf(() => train(['a'], { epsilon: NaN }))).toBeInstanceOf(ArgumentError);
    });

    test('an unknown option is named, with those there are', () => {
        expect(() => new Phony({ sead: 1 })).toThrow(/"sead".*seed, locale/);
    });

    test('text that is no Unicode text, or holds a NUL, is refused wherever it goes', () => {
        const uses = [
            (v) => new Phony({ seed: v }).email(),
            (v) => new Phony({ locale: v }).email(),
            (v) => phony().model(v)(),
            (v) => phony().template(v)(),
            (v) => phony().model('en_US/city_names').startsWith(v)(),
            (v) => phony().loadModel(v),
            (v) => phony().schema(v).entities(),
        ];
        for (const use of uses)
            for (const text of ['a\0b', '\ud800', 'x\udc00y', '\ud83d'])
                expect(() => use(text)).toThrow(EncodingError);
    });
});

describe('of too many', () => {
    test('values for an array are refused before there is no memory left', async () => {
        for (const count of [2 ** 30, 2 ** 32 - 1]) {
            expect(() => phony().name().take(count)).toThrow(LimitError);
            expect(await errorOf(() => phony().name().batch(count))).toBeInstanceOf(LimitError);
        }
        expect(() =>
            phony()
                .name()
                .take(2 ** 32),
        ).toThrow(ArgumentError);
    });

    test('bytes for columns are refused soon', async () => {
        const error = await errorOf(() => phony().name().columns(1_500_000_000));
        expect(error.code).toMatch(/PHONY_(LIMIT|MEMORY)/);
    });

    test('unique rows are refused as a whole, and the next one too', () => {
        const generator = phony().model('en_US/last_names').unique('numbered', 100);
        expect(() => generator.take(101)).toThrow(LimitError);
        expect(generator.take(100)).toHaveLength(100);
        expect(() => generator()).toThrow(LimitError);
        expect(() => generator.generate()).toThrow(LimitError);
    });
});

describe('of what cannot be', () => {
    test.each([
        [
            'a constraint that nothing meets',
            () => phony().model('en_US/city_names').startsWith('Q').matches('[^Q].*')(),
            EmptyError,
        ],
        [
            'more strict values than there are',
            () => phony().model('en_US/first_names').maxLength(2).unique('strict', 1e6)(),
            EmptyError,
        ],
        ['a name', () => phony().model('en_US/city_nams')(), NotFoundError],
        ['a locale', () => new Phony({ locale: 'xx_XX' }).city(), NotFoundError],
        ['a file', () => phony().loadModel('nowhere.phony'), NotFoundError],
        ['a template', () => phony().template('{first')(), phonyModule.SyntaxError],
        [
            'a pattern',
            () => phony().model('en_US/city_names').matches('(a')(),
            phonyModule.SyntaxError,
        ],
        [
            'a constraint of a template',
            () => phony().template('{first}').minLength(3),
            ArgumentError,
        ],
        ['a constraint of what has none', () => phony().phone.minLength(3)(), ArgumentError],
        ['a flag of a pattern', () => phony().city.matches(/a/i), ArgumentError],
        ['an entity', () => phony().schema(example('shop.pdl.json')).entity('Usr'), NotFoundError],
        [
            'a format',
            () => phony().schema(example('shop.pdl.json')).entity('User').write('xml'),
            NotFoundError,
        ],
    ])('%s is told', (_, use, type) => {
        expect(use).toThrow(type);
        expect(use).toThrow(PhonyError);
    });

    test('an error can be given another name, as others can', async () => {
        const error = await errorOf(() => phony().model('en_US/nothing')());
        expect(String(error)).toMatch(/^NotFoundError: /);
        error.name = 'Missing';
        expect(String(error)).toMatch(/^Missing: /);
        expect(Object.keys(error)).not.toContain('name');
    });

    test('a syntax error has its column', async () => {
        expect(await errorOf(() => phony().template('ab {first')())).toMatchObject({
            code: 'PHONY_SYNTAX',
            column: expect.any(Number),
        });
    });

    test('a failed generator can be asked again, and fails again', () => {
        const generator = phony().model('en_US/nothing');
        expect(generator).toThrow(NotFoundError);
        expect(generator).toThrow(NotFoundError);
        expect(() => generator.take(3)).toThrow(NotFoundError);
    });

    test('a broken model is told from a missing one', () => {
        const path = join(folder(), 'broken.phony');
        writeFileSync(path, '{"format": 1');
        expect(() => phony().loadModel(path)).toThrow(ModelError);
        writeFileSync(path, Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]));
        expect(() => phony().loadModel(path)).toThrow(PhonyError);
    });

    test('a schema with problems tells all of them', async () => {
        const schema = {
            version: '1.0',
            entities: {
                User: {
                    fields: { id: { generator: 'sequenc' }, name: { generator: 'person.ful' } },
                },
            },
        };
        const error = await errorOf(() => phony().schema(schema).entities());
        expect(error).toBeInstanceOf(SchemaError);
        expect(error.problems.map((problem) => problem.path)).toEqual(
            ['entities.User.fields.id.generator', 'entities.User.fields.name.generator'].map(() =>
                expect.any(String),
            ),
        );
        expect(error.problems[1].message).toContain('person.full');
    });

    test('a folder that cannot be written to is an error of the system', async () => {
        const model = await train(['a', 'b', 'c']);
        expect(await errorOf(() => model.save('/nowhere/at/all.phony'))).toBeInstanceOf(IoError);
    });
});
