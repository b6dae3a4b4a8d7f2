// Models that are learned here are those that the command line learns.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EmptyError, Phony, train } from '../index.js';
import { checkout, cli, errorOf, folder } from './helpers.js';

const names = join(checkout, 'spec', 'vectors', 'names.txt');
const lines = readFileSync(names, 'utf8').split('\n').filter(Boolean);

describe('train', () => {
    test('makes the file that the command line makes, of a list and of values', async () => {
        const at = folder();
        execFileSync(cli, ['train', names, '-o', join(at, 'cli.phony'), '-n', '3']);
        const printed = execFileSync(
            cli,
            ['generate', join(at, 'cli.phony'), '--seed', '9', '--count', '50'],
            { encoding: 'utf8' },
        )
            .trimEnd()
            .split('\n');
        for (const values of [names, lines, new Set(lines)]) {
            const model = await train(values, { order: 3 });
            await model.save(join(at, 'ours.phony'));
            const p = new Phony({ seed: 9 });
            expect(p.model(model).take(values instanceof Set ? 0 : 50)).toEqual(
                values instanceof Set ? [] : printed,
            );
            expect(p.loadModel(join(at, 'ours.phony')).take(50)).toEqual(
                p.seed(9).model(model).take(50),
            );
        }
    });

    test('takes its options by words, and tells what was made', async () => {
        const model = await train(['Ann Bee', 'Ann Cee', 'Bob Bee'], {
            mode: 'word',
            order: 2,
            letterCase: 'upper',
            filters: ['lettersOnly'],
            name: 'pairs',
            excludeOriginals: true,
        });
        expect(model.info).toMatchObject({
            mode: 'word',
            order: 2,
            values: 3,
            tokens: 4,
            hasOriginals: true,
        });
        const made = await train(['ab', 'cd'], { letterCase: 'upper' });
        expect(new Phony({ seed: 1 }).model(made).matches('[A-D]+').take(5)).toHaveLength(5);
    });

    test('reads a column of a CSV file', async () => {
        const path = join(folder(), 'list.csv');
        writeFileSync(path, 'id;name\n1;anna\n2;otto\n');
        const model = await train(path, { column: 'name', delimiter: ';', order: 2 });
        expect(model.info.values).toBe(2);
        expect(await errorOf(() => train(path, { column: 'nme', delimiter: ';' }))).toMatchObject({
            code: 'PHONY_NOT_FOUND',
            message: expect.stringContaining('name'),
        });
    });

    test('of several lists at once does not mix them up', async () => {
        const models = await Promise.all(
            ['a', 'b', 'c', 'd'].map((letter) => train(Array(1000).fill(letter.repeat(5)))),
        );
        expect(
            models.map((model) => new Phony().model(model).matches('(.)\\w*').minLength(5)()[0]),
        ).toEqual(['a', 'b', 'c', 'd']);
    });

    test('takes what looks like an array, and tells what an element throws', async () => {
        const seen = await train(new Proxy(['anna', 'otto'], {}));
        expect(seen.info.values).toBe(2);
        const broken = ['anna'];
        Object.defineProperty(broken, 1, {
            get() {
                throw new RangeError('no element');
            },
        });
        expect(await errorOf(() => train(broken))).toBeInstanceOf(RangeError);
    });

    test('of nothing is an error', async () => {
        expect(await errorOf(() => train([]))).toBeInstanceOf(EmptyError);
        expect(await errorOf(() => train('/nowhere.txt'))).toMatchObject({
            code: 'PHONY_NOT_FOUND',
        });
        expect(await errorOf(() => train(['a'], { mode: 'letters' }))).toMatchObject({
            message: expect.stringContaining('char, word, hybrid'),
        });
    });
});
