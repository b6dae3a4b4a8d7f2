// What generators promise: cursors, rows, constraints, strings of all scripts.
import { describe, expect, test } from 'vitest';
import { inspect } from 'node:util';
import { join } from 'node:path';
import { Generator, LimitError, NameGenerator, Phony, train } from '../index.js';
import { errorOf, folder } from './helpers.js';

const phony = (options) => new Phony({ seed: 42, ...options });

const text = ({ bytes, offsets }) =>
    Array.from({ length: offsets.length - 1 }, (_, i) =>
        Buffer.from(bytes.subarray(offsets[i], offsets[i + 1])).toString(),
    );

describe('a cursor', () => {
    test('goes on from value to value, however they are asked for', async () => {
        const all = phony().name().take(3000);
        const p = phony();
        const mixed = [p.name().full(), p.name()(), ...p.name().take(20), p.name().generate()];
        mixed.push(...(await p.name().batch(500)), ...text(await p.name().columns(100)));
        while (mixed.length < 3000) mixed.push(p.name().full());
        expect(mixed).toEqual(all);
    });

    test('is shared by generators of the same recipe, and by no others', () => {
        const p = phony();
        const [first, second] = p.city.take(2);
        const q = phony();
        expect([q.city(), q.city()]).toEqual([first, second]);
        expect(q.model('en_US/last_names').maxLength(6)()).toBe(
            phony().model('en_US/last_names').maxLength(6)(),
        );
        expect([q.model('city_names')(), q.model('city_names')()]).toEqual(
            phony().model('city_names').take(2),
        );
    });

    test('of each Phony and each seed begins at row 0', () => {
        const p = phony();
        p.email.take(10);
        expect(p.seed(42).email()).toBe(phony().email());
        expect(p.unique().email()).toBe(phony().unique().email());
    });

    test('is one for constraints in any order, and for a file that is named twice', async () => {
        const p = phony();
        const town = p.model('en_US/city_names');
        const values = [town.minLength(4).maxLength(9)(), town.maxLength(9).minLength(4)()];
        expect(values).toEqual(
            phony().model('en_US/city_names').maxLength(9).minLength(4).take(2),
        );
        const path = join(folder(), 'names.phony');
        await (await train(['anna', 'berta', 'clara'], { order: 2 })).save(path);
        expect([p.loadModel(path)(), p.loadModel(path)()]).toEqual(
            phony().loadModel(path).take(2),
        );
    });

    test('stays where it is when there is no room for so many', async () => {
        const p = phony();
        expect(() => p.city.take(2 ** 32 - 1)).toThrow(LimitError);
        expect(await errorOf(() => p.city.batch(2 ** 32 - 1))).toBeInstanceOf(LimitError);
        expect(p.city()).toBe(phony().city.at(0));
    });

    test('of a view goes on when it is asked for again', () => {
        const p = phony();
        const emails = [p.unique().email(), p.unique().email()];
        expect(emails).toEqual(phony().unique().email.take(2));
        const cities = [p.locale('tr_TR').city(), p.locale('tr_TR').city()];
        expect(cities).toEqual(phony({ locale: 'tr_TR' }).city.take(2));
        p.unique().close();
        expect(p.unique().email()).toBe(emails[0]);
    });

    test('puts rows aside when batch is called, not when it is done', async () => {
        const p = phony();
        const pending = [p.city.batch(70_000), p.city.batch(5), p.city.batch(0)];
        const after = p.city();
        const [many, few, none] = await Promise.all(pending);
        expect([...many, ...few, after]).toEqual(phony().city.take(70_006));
        expect(none).toEqual([]);
    });

    test('stays where it is when a row is asked for', () => {
        const p = phony();
        expect(p.city.at(3)).toBe(phony().city.take(4)[3]);
        expect(p.city.at(3n)).toBe(p.city.at(3));
        expect(p.city()).toBe(phony().city.at(0));
        expect(p.city.at(2n ** 64n - 1n)).toEqual(expect.any(String));
    });

    test('goes on where it was after its generator was put to sleep', () => {
        const p = phony();
        const town = p.city;
        const values = [town(), town(), town()];
        for (let i = 0; i < 100; i++) p.template(`{city} ${i}`)();
        values.push(town(), ...town.take(2));
        expect(values).toEqual(phony().city.take(6));
    });
});

describe('a generator', () => {
    test('is printed as what it is, and takes no row for that', () => {
        const p = phony();
        expect(inspect(p.email)).toBe('[Generator: email]');
        expect(`${p.name()} ${p.template('{city}!')}`).toBe(
            '[NameGenerator: person.full] [Generator: {city}!]',
        );
        expect(Phony.name).toBe('Phony');
        expect(p.email()).toBe(phony().email.at(0));
    });

    test('is a function, an iterable and of its class', () => {
        const p = phony();
        expect(typeof p.email).toBe('function');
        expect(p.email).toBeInstanceOf(Generator);
        expect(p.email).toBeInstanceOf(Function);
        expect(p.name()).toBeInstanceOf(NameGenerator);
        const seen = [];
        for (const value of p.word) if (seen.push(value) === 3) break;
        expect(seen).toEqual(phony().word.take(3));
    });

    test('is the same object each time, and constraints give another', () => {
        const p = phony();
        expect(p.name()).toBe(p.name());
        expect(p.email).toBe(p.email);
        expect(p.name().male()).not.toBe(p.name());
    });

    test('makes names whose parts and addresses belong to one person', () => {
        const p = phony();
        for (let i = 0; i < 50; i++) {
            const [first, last, mail] = [p.name().first(), p.name().last(), p.email()];
            expect(p.template('{first} {last} <{email}>')()).toBe(`${first} ${last} <${mail}>`);
        }
    });

    test.each([
        ['minLength', [9], (v) => [...v].length >= 9],
        ['maxLength', [5], (v) => [...v].length <= 5],
        ['startsWith', ['Ma'], (v) => v.startsWith('Ma')],
        ['endsWith', ['son'], (v) => v.endsWith('son')],
        ['contains', ['rr'], (v) => v.includes('rr')],
        ['matches', [/[A-M]\w+/], (v) => /^[A-M]\w+$/.test(v)],
        ['matches', ['.*[aeiou]'], (v) => /[aeiou]$/.test(v)],
    ])('keeps to %s(%s)', (method, args, holds) => {
        const values = phony()
            .model('en_US/last_names')
            [method](...args)
            .take(500);
        expect(values.filter((value) => !holds(value))).toEqual([]);
    });

    test('keeps to words, sorted, unique and to a gender', () => {
        const companies = phony().model('en_US/company_names').minWords(2).maxWords(2).take(50);
        expect(companies.every((value) => value.split(' ').length === 2)).toBe(true);
        const sorted = phony().model('en_US/last_names').sorted(500).take(500);
        expect(sorted.map((v) => Buffer.from(v))).toEqual(
            sorted.map((v) => Buffer.from(v)).sort(Buffer.compare),
        );
        expect(
            new Set(phony().unique('strict', 5000).model('en_US/last_names').take(5000)).size,
        ).toBe(5000);
        expect(phony().name().female().take(5)).not.toEqual(phony().name().male().take(5));
        expect(new Set(phony().template('{first}').unique('numbered', 1000).take(1000)).size).toBe(
            1000,
        );
    });

    test('stands in a template under a name', () => {
        const p = phony();
        const made = p
            .template('{nick}: {note}', {
                nick: p.model('en_US/last_names').maxLength(4),
                note: '{first|upper}',
            })
            .take(20);
        for (const value of made) expect(value).toMatch(/^.{1,4}: \P{Ll}+$/u);
    });

    test.each(['tr_TR', 'ja_JP', 'de_DE', 'pl_PL'])(
        'gives whole strings in %s, one by one and as columns',
        async (locale) => {
            const values = phony({ locale }).name().take(2000);
            expect(text(await phony({ locale }).name().columns(2000))).toEqual(values);
            expect(await phony({ locale }).name().batch(2000)).toEqual(values);
            expect(values.join('')).not.toContain('\uFFFD');
            expect(values.every((value) => value.isWellFormed?.() ?? true)).toBe(true);
        },
    );

    test('gives values that are longer than a block of them usually is', async () => {
        const long = '{lorem.paragraph}'.repeat(200);
        const values = phony().template(long).take(100);
        expect(values).toHaveLength(100);
        expect(await phony().template(long).batch(100)).toEqual(values);
        expect(values[99]).toBe(phony().template(long).at(99));
    });
});

describe('a Phony', () => {
    test('takes seeds as text or whole numbers, which are one', () => {
        const first = (seed) => new Phony({ seed }).email();
        expect(first('42')).toBe(first(42));
        expect(first(42n)).toBe(first(42));
        expect(first('042')).not.toBe(first(42));
    });

    test('tells its seed, so that a run can be repeated', () => {
        const p = new Phony();
        expect(new Phony({ seed: p.seed() }).email()).toBe(p.email());
        expect(p.locale('tr_TR').locale()).toBe('tr_TR');
        expect(new Phony().seed()).not.toBe(p.seed());
    });

    test('lists models, which can all be called by name', () => {
        const names = phony().models();
        expect(names).toContain('en_US/city_names');
        expect(names).toEqual([...names].sort());
    });

    test('views have locale and uniqueness in common with what they are views of', () => {
        const p = phony({ locale: 'tr_TR' });
        expect(p.unique().locale()).toBe('tr_TR');
        expect(p.unique('numbered', 10).seed(7).email.take(10)).toHaveLength(10);
        expect(() => p.unique('numbered', 10).seed(7).email.take(11)).toThrow(/10/);
    });
});
