// The drop-in gives values of the shapes that @faker-js/faker gives, and the same ones for a seed.
import { inspect } from 'node:util';
import { faker as real } from '@faker-js/faker';
import { beforeEach, describe, expect, test } from 'vitest';
import { ArgumentError } from '../index.js';
import { Faker, faker } from '../faker.js';

const refDate = '2024-06-01T00:00:00Z';
const list = ['a', 'b', 'c', 'd', 'e'];

/** [call, a pattern that the text matches in both]: of other values the types are compared. */
const calls = [
    ['person.firstName', [], /^\p{Lu}/u],
    ['person.firstName', ['female'], /^\p{Lu}/u],
    ['person.lastName', [], /\p{L}+/u],
    ['person.fullName', [], /^\S+ .*\S$/],
    ['person.fullName', [{ firstName: 'Jane', lastName: 'Doe' }], /Jane Doe/],
    ['person.fullName', [{ sex: 'male' }], /^\S+ .*\S$/],
    ['person.middleName', [], /\p{L}/u],
    ['person.sex', [], /^(fe)?male$/],
    ['person.sexType', [], /^(fe)?male$/],
    ['internet.email', [], /^[^@\s]+@[a-z-]+\.[a-z]+$/],
    ['internet.email', [{ provider: 'example.org' }], /^[^@\s]+@example\.org$/],
    ['internet.email', [{ firstName: 'Jane', lastName: 'Doe' }], /^jane.*@/i],
    ['internet.exampleEmail', [], /@example\.(com|net|org)$/],
    ['internet.username', [], /^\S+$/],
    ['internet.displayName', [], /^\S+$/],
    ['internet.domainWord', [], /^[a-z0-9-]+$/],
    ['internet.domainName', [], /^[a-z0-9-]+\.[a-z]+$/],
    ['internet.url', [{ appendSlash: true }], /^https:\/\/[a-z0-9-]+\.[a-z]+\/$/],
    ['internet.protocol', [], /^https?$/],
    ['internet.httpMethod', [], /^[A-Z]+$/],
    ['internet.ip', [], /^[0-9a-f.:]+$/],
    ['internet.ipv4', [], /^\d+(\.\d+){3}$/],
    ['internet.ipv6', [], /^[0-9a-f]{4}(:[0-9a-f]{4}){7}$/],
    ['internet.mac', [], /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/],
    ['internet.port', []],
    ['internet.password', [{ length: 20 }], /^\w{20}$/],
    ['location.city', [], /\p{L}/u],
    ['location.street', [], /\p{L}/u],
    ['location.streetAddress', [], /\d/],
    ['location.buildingNumber', [], /^\d+$/],
    ['location.zipCode', ['###-##'], /^\d{3}-\d{2}$/],
    ['location.latitude', []],
    ['location.longitude', [{ min: 1, max: 2 }]],
    ['company.name', [], /\p{L}/u],
    ['phone.number', [], /\d/],
    ['lorem.word', [], /^\p{L}+$/u],
    ['lorem.word', [5], /^\p{L}{5}$/u],
    ['lorem.words', [], /^\S+ \S+ \S+$/],
    ['lorem.sentence', [4], /^\p{Lu}\S*( \S+){3}\.$/u],
    ['lorem.sentences', [2], /\. .*\.$/],
    ['lorem.paragraph', [], /\.$/],
    ['lorem.paragraphs', [2], /^.+\n.+$/],
    ['lorem.text', [], /\S/],
    ['lorem.lines', [3], /^.+\n.+\n.+$/],
    ['lorem.slug', [2], /^[a-z]+-[a-z]+$/],
    ['number.int', []],
    ['number.int', [{ min: 5, max: 9 }]],
    ['number.int', [{ max: 100, multipleOf: 7 }]],
    ['number.float', []],
    ['number.float', [{ min: 1, max: 2, fractionDigits: 2 }]],
    ['number.bigInt', [10n ** 30n]],
    ['number.binary', [{ max: 255 }], /^[01]+$/],
    ['number.octal', [{ max: 255 }], /^[0-7]+$/],
    ['number.hex', [{ max: 65535 }], /^[0-9a-f]+$/],
    ['datatype.boolean', []],
    ['datatype.boolean', [{ probability: 0.9 }]],
    ['string.uuid', [], /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/],
    ['string.alpha', [10], /^[A-Za-z]{10}$/],
    [
        'string.alpha',
        [{ length: { min: 2, max: 4 }, casing: 'upper', exclude: ['A'] }],
        /^[B-Z]{2,4}$/,
    ],
    ['string.alphanumeric', [12], /^[A-Za-z0-9]{12}$/],
    ['string.numeric', [{ length: 8, allowLeadingZeros: false }], /^[1-9]\d{7}$/],
    ['string.hexadecimal', [{ length: 6 }], /^0x[0-9a-f]{6}$/i],
    ['string.hexadecimal', [{ length: 40, casing: 'upper', prefix: '' }], /^[0-9A-F]{40}$/],
    ['internet.password', [{ length: 9, pattern: /[A-C]/, prefix: 'z' }], /^z[A-C]{8}$/],
    ['internet.email', [{ firstName: '山田', lastName: '太郎' }], /^[^@\s]+@/],
    ['string.fromCharacters', ['xyz', 7], /^[xyz]{7}$/],
    ['string.nanoid', [], /^[\w-]{21}$/],
    ['string.sample', [5], /^[!-}]{5}$/],
    ['date.past', [{ refDate }]],
    ['date.future', [{ refDate, years: 3 }]],
    ['date.recent', [{ refDate }]],
    ['date.soon', [{ refDate, days: 5 }]],
    ['date.anytime', []],
    ['date.between', [{ from: '2020-01-01', to: refDate }]],
    ['date.betweens', [{ from: '2020-01-01', to: refDate, count: 4 }]],
    ['date.birthdate', [{ refDate }]],
    ['date.birthdate', [{ min: 1980, max: 1990, mode: 'year' }]],
    ['helpers.arrayElement', [list], /^[a-e]$/],
    ['helpers.arrayElements', [list, 3]],
    [
        'helpers.weightedArrayElement',
        [
            [
                { weight: 1, value: 'x' },
                { weight: 9, value: 'y' },
            ],
        ],
        /^[xy]$/,
    ],
    ['helpers.shuffle', [list]],
    ['helpers.uniqueArray', [list, 3]],
    ['helpers.multiple', [() => 'x', { count: 4 }]],
    ['helpers.objectKey', [{ a: 1, b: 2 }], /^[ab]$/],
    ['helpers.objectValue', [{ a: 1, b: 2 }]],
    ['helpers.objectEntry', [{ a: 1, b: 2 }]],
    ['helpers.enumValue', [{ 0: 'A', A: 0 }]],
    ['helpers.slugify', ['Jäne Doe & Co_1.2'], /^Jane-Doe--Co_1\.2$/],
    ['helpers.replaceSymbols', ['#?*'], /^\d[A-Z][A-Z0-9]$/],
    ['helpers.rangeToNumber', [{ min: 2, max: 5 }]],
];

function call(object, path, args) {
    const [module, method] = path.split('.');
    return object[module][method](
        ...args.map((value) => (Array.isArray(value) ? [...value] : value)),
    );
}

/** What a value is, without what it says. */
function shape(value) {
    if (value instanceof Date) return 'date';
    if (Array.isArray(value)) return [value.length, ...new Set(value.map(shape))];
    if (typeof value === 'number') return Number.isInteger(value) ? 'whole' : 'number';
    return typeof value;
}

/** The shapes of many values; among fractions a whole number is no shape of its own. */
function shapes(object, path, args) {
    const seen = new Set(
        Array.from({ length: 40 }, () => JSON.stringify(shape(call(object, path, args)))),
    );
    if (seen.has('"number"')) seen.delete('"whole"');
    return seen;
}

beforeEach(() => {
    faker.seed(123);
    real.seed(123);
});

describe('like @faker-js/faker', () => {
    test.each(calls.map((one) => [one[0], inspect(one[1]), ...one]))(
        '%s(%s)',
        (_, __, path, args, pattern) => {
            expect(shapes(faker, path, args)).toEqual(shapes(real, path, args));
            if (!pattern) return;
            for (let i = 0; i < 40; i++) {
                expect(call(faker, path, args)).toMatch(pattern);
                expect(call(real, path, args)).toMatch(pattern);
            }
        },
    );

    test('nothing is offered that it does not have', () => {
        for (const [name, module] of Object.entries(faker))
            for (const method of Object.keys(module))
                expect(typeof real[name][method], `${name}.${method}`).toBe('function');
    });

    test('every call is compared above, but for maybe and userName', () => {
        const compared = new Set(calls.map(([path]) => path));
        const all = Object.entries(faker).flatMap(([name, module]) =>
            Object.keys(module).map((method) => `${name}.${method}`),
        );
        expect(all.filter((path) => !compared.has(path)).sort()).toEqual([
            'helpers.maybe',
            'internet.userName',
        ]);
    });
});

describe('a seed', () => {
    test('gives the same values again, of all modules', () => {
        const all = () => calls.map(([path, args]) => call(faker, path, args));
        faker.setDefaultRefDate(refDate);
        faker.seed(7);
        const first = all();
        expect(faker.seed(7)).toBe(7);
        expect(all()).toEqual(first);
        faker.seed(8);
        expect(all()).not.toEqual(first);
        faker.setDefaultRefDate();
    });

    test('is of one faker, and fresh where none is given', () => {
        const [a, b] = [
            new Faker({ seed: 1, locale: 'tr_TR' }),
            new Faker({ seed: 1, locale: 'tr_TR' }),
        ];
        expect(a.person.fullName()).toBe(b.person.fullName());
        expect(faker.seed()).not.toBe(faker.seed());
        expect(typeof faker.seed()).toBe('number');
    });
});

describe('values', () => {
    test('keep to their bounds', () => {
        for (let i = 0; i < 500; i++) {
            expect(faker.number.int({ min: -3, max: 3 })).toBeOneOf([-3, -2, -1, 0, 1, 2, 3]);
            expect(faker.number.int({ min: 1, max: 20, multipleOf: 5 }) % 5).toBe(0);
            expect(faker.number.float({ min: 0, max: 1, multipleOf: 0.1 })).toBeOneOf([
                0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1,
            ]);
            expect(faker.date.past({ refDate }) < new Date(refDate)).toBe(true);
            expect(faker.date.future({ refDate }) > new Date(refDate)).toBe(true);
            const age =
                (new Date(refDate) - faker.date.birthdate({ refDate, min: 20, max: 30 })) /
                (365.25 * 864e5);
            expect(age >= 20 && age < 31).toBe(true);
        }
        expect(new Set(Array.from({ length: 200 }, () => faker.number.int(3))).size).toBe(4);
        expect(faker.helpers.maybe(() => 'x', { probability: 1 })).toBe('x');
        expect(faker.helpers.maybe(() => 'x', { probability: 0 })).toBeUndefined();
        expect(faker.helpers.shuffle(list).sort()).toEqual(list);
        expect(new Set(faker.helpers.uniqueArray(() => faker.number.int(9), 10)).size).toBe(10);
    });

    test('that cannot be are refused', () => {
        expect(() => faker.number.int({ min: 5, max: 1 })).toThrow(ArgumentError);
        expect(() => faker.helpers.arrayElement([])).toThrow(ArgumentError);
        expect(() => faker.date.between({ from: 'never', to: refDate })).toThrow(ArgumentError);
        expect(() =>
            faker.string.alpha({ casing: 'upper', exclude: [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'] }),
        ).toThrow(ArgumentError);
    });

    test.each([
        ['number.int', { min: 1, max: 9, multipleOf: 0 }],
        ['number.float', { multipleOf: 0 }],
        ['number.float', { multipleOf: 0.1, fractionDigits: 2 }],
        ['number.bigInt', { multipleOf: 0n }],
        ['string.fromCharacters', ''],
        ['helpers.weightedArrayElement', [{ weight: 0, value: 1 }]],
        ['date.past', { years: -1 }],
        ['date.soon', { days: 0 }],
    ])('%s of %o is refused by both', (path, argument) => {
        const [module, method] = path.split('.');
        expect(() => real[module][method](argument)).toThrow();
        expect(() => faker[module][method](argument)).toThrow(ArgumentError);
    });

    test('bigints are multiples, also below zero', () => {
        const options = { min: -20n, max: 20n, multipleOf: 7n };
        const seen = new Set(Array.from({ length: 200 }, () => faker.number.bigInt(options)));
        expect([...seen].sort((a, b) => Number(a - b))).toEqual([-14n, -7n, 0n, 7n, 14n]);
        expect(() => faker.number.bigInt({ min: 1n, max: 6n, multipleOf: 7n })).toThrow(
            ArgumentError,
        );
    });
});
