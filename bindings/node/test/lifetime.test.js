// What is closed, collected, or still in use: no crash, no leak, and an error where it is over.
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { ClosedError, Phony, forgetModels, train } from '../index.js';
import { errorOf, example, node } from './helpers.js';

const collect = async () => {
    for (let i = 0; i < 4; i++) {
        globalThis.gc();
        await turn();
    }
};

describe('after close', () => {
    test('everything that was taken from a Phony throws', async () => {
        const p = new Phony({ seed: 1 });
        const generator = p.name();
        const iterator = p.city[Symbol.iterator]();
        const schema = p.schema(example('shop.pdl.json'));
        generator.full();
        iterator.next();
        p.close();
        p.close();
        const uses = [
            () => generator.full(),
            () => generator(),
            () => generator.take(1),
            () => generator.at(0),
            () => iterator.next(),
            () => p.email(),
            () => p.name(),
            () => p.unique(),
            () => p.models(),
            () => p.model('x'),
            () => schema.entities(),
            () => generator.male()(),
        ];
        for (const use of uses) expect(use).toThrow(ClosedError);
        expect(await errorOf(() => generator.batch(1))).toBeInstanceOf(ClosedError);
        expect(await errorOf(() => generator.columns(1))).toMatchObject({ code: 'PHONY_CLOSED' });
    });

    test('views live on, and the Phony outlives its views', () => {
        const p = new Phony({ seed: 1 });
        const view = p.locale('tr_TR');
        view.city();
        p.city();
        p.close();
        expect(view.city()).toBe(new Phony({ seed: 1, locale: 'tr_TR' }).city.at(1));
        view.close();
        expect(() => view.city()).toThrow(ClosedError);
    });

    test('batches that were begun are still delivered', async () => {
        const p = new Phony({ seed: 1 });
        const pending = [p.name().batch(100_000), p.city.columns(100_000)];
        p.close();
        const [values, { offsets }] = await Promise.all(pending);
        expect(values).toHaveLength(100_000);
        expect(values.at(-1)).toBe(new Phony({ seed: 1 }).name().at(99_999));
        expect(offsets).toHaveLength(100_001);
    });

    test('rows that were begun are still delivered, and schemas throw', () => {
        const schema = new Phony({ seed: 1 }).schema(example('shop.pdl.json'));
        const rows = schema.entity('User').rows(5);
        const iterator = rows[Symbol.iterator]();
        iterator.next();
        schema.close();
        expect([...iterator]).toHaveLength(4);
        expect(() => schema.entity('User')).toThrow(ClosedError);
    });

    test.skipIf(!Symbol.dispose)('a Phony can be disposed of', () => {
        const p = new Phony({ seed: 1 });
        p[Symbol.dispose]();
        expect(() => p.email()).toThrow(ClosedError);
    });
});

describe('the garbage collector', () => {
    test('may take a model while an iterator over its values lives', async () => {
        const make = async () => {
            const model = await train(['anna', 'berta', 'clara'], { order: 2 });
            const generator = new Phony({ seed: 1 }).model(model);
            const iterator = generator[Symbol.iterator]();
            iterator.next();
            model.close();
            expect(() => model.info).toThrow(ClosedError);
            return iterator;
        };
        const iterator = await make();
        await collect();
        for (let i = 0; i < 5000; i++) expect(typeof iterator.next().value).toBe('string');
    });

    test('may take a Phony while its generators, batches and rows live', async () => {
        const make = () => {
            const p = new Phony({ seed: 1 });
            return [
                p.city[Symbol.iterator](),
                p.name().batch(50_000),
                p.schema(example('shop.pdl.json')).entity('User').rows(3),
            ];
        };
        const [iterator, batch, rows] = make();
        await collect();
        expect(iterator.next().value).toBe(new Phony({ seed: 1 }).city());
        expect(await batch).toHaveLength(50_000);
        expect([...rows]).toHaveLength(3);
    });

    test('takes what nobody closed', async () => {
        const use = () => {
            for (let i = 0; i < 200; i++) new Phony({ seed: i }).model('en_US/city_names')();
        };
        use();
        await collect();
        const before = process.memoryUsage().rss;
        for (let i = 0; i < 5; i++) {
            use();
            await collect();
        }
        expect(process.memoryUsage().rss - before).toBeLessThan(64 * 2 ** 20);
    });
});

describe('a model that was closed', () => {
    test('lives on in its generators, however many others there are', async () => {
        const model = await train(['anna', 'berta', 'clara'], { order: 2 });
        const p = new Phony({ seed: 1 });
        const expected = new Phony({ seed: 1 }).model(model).take(3);
        const [used, unused] = [p.model(model), p.model(model).minLength(1)];
        const values = [used()];
        model.close();
        for (let i = 0; i < 100; i++) p.template(`{city} ${i}`)();
        expect([...values, used(), used()]).toEqual(expected);
        expect(unused().length).toBeGreaterThan(0);
        expect(() => p.model(model).maxLength(4)).toThrow(ClosedError);
    });
});

test('models that are let go of are opened again', () => {
    const p = new Phony({ seed: 1 });
    const first = p.city();
    forgetModels();
    forgetModels();
    expect([first, p.city(), p.seed(1).city()]).toEqual([...p.seed(1).city.take(2), first]);
});

/** Megabytes that a program gains by a line without a turn of the event loop. */
function growth(line) {
    const script = `
    const { Phony } = require('.');
    const p = new Phony({ seed: 1 });
    const schema = p.schema(${JSON.stringify(example('shop.pdl.json'))});
    const work = (i) => { ${line} };
    for (let i = 0; i < 100; i++) work(i);
    const before = process.memoryUsage().rss;
    for (let i = 100; i < 400; i++) work(i);
    console.log((process.memoryUsage().rss - before) / 2 ** 20);`;
    const { out, err } = node(script);
    expect(err).toBe('');
    return Number(out);
}

describe('memory stays flat without a turn of the event loop', () => {
    test.each([
        ['Phonys', 'new Phony({ seed: i }).name().full();'],
        ['generators', 'p.template(`{full} ${i}`)();'],
        ['rows', "[...schema.entity('User').rows(3)];"],
        ['numbers of rows', "[...schema.entity('User').rows(i)];"],
    ])('of %s', (_, line) => {
        expect(growth(line)).toBeLessThan(300); // of gigabytes; AddressSanitizer keeps some
    });
});

test('a heap that is too small is an error, not the end', () => {
    const script = `
    const { Phony } = require('.');
    const p = new Phony({ seed: 1 });
    const told = [];
    (async () => {
      for (const ask of [() => p.name().batch(3e6), () => p.paragraph.batch(3e5), () => p.paragraph.take(3e5)])
        await Promise.resolve().then(ask).catch((error) => told.push(error.code));
      for (let i = 0; i < 6; i++) told.push((await p.name().batch(3e5)).length);
      console.log(told.join());
    })();`;
    const { out, err } = node(script, { args: ['--max-old-space-size=80'] });
    expect(err).toBe('');
    expect(out.trim()).toBe(`PHONY_LIMIT,PHONY_LIMIT,PHONY_LIMIT${',300000'.repeat(6)}`);
});

// Rounds of half a million values each; the sanitizers make them slow.
const ROUNDS = process.env.PHONY_SANITIZED ? 20 : 200;

test('memory stays flat over a hundred million values', () => {
    const script = `
    const { Phony } = require('.');
    const rss = () => { global.gc(); return process.memoryUsage().rss / 2 ** 20; };
    (async () => {
      const p = new Phony({ seed: 1 });
      const round = async () => {
        await p.name().batch(200_000);
        await p.name().columns(200_000);
        p.name().take(50_000);
        for (let i = 0; i < 50_000; i++) p.name().full();
      };
      for (let i = 0; i < 10; i++) await round();
      const before = rss();
      for (let i = 0; i < ${ROUNDS}; i++) await round();
      console.log(rss() - before);
    })();`;
    const { out, err } = node(script, { args: ['--expose-gc'] });
    expect(err).toBe('');
    expect(Number(out)).toBeLessThan(64);
});
