// Streams of data sets: of rows and of bytes, as fast as they are read, and no faster.
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { describe, expect, test } from 'vitest';
import { Phony } from '../index.js';
import { errorOf, example, generate, textOf } from './helpers.js';

const phony = new Phony({ seed: 42 });
const types = (options) => phony.schema(example('types.pdl.json'), options).entity('Sample');
const shop = (options) => phony.schema(example('shop.pdl.json'), options);

describe('a stream', () => {
    test('gives the rows, no more than are read', async () => {
        const stream = shop().entity('User').rows(1_000_000).stream();
        const seen = [];
        for await (const row of stream) if (seen.push(row) === 1500) break;
        const rows = shop().entity('User').rows(1_000_000)[Symbol.iterator]();
        expect(seen).toEqual(Array.from({ length: 1500 }, () => rows.next().value));
        expect(stream.destroyed).toBe(true);
    });

    test.each(['stream', 'write'])('of %s leaves the event loop its turns', async (form) => {
        const rows = shop().entity('User').rows(60_000);
        const stream = form === 'stream' ? rows.stream() : rows.write('csv');
        let turns = 0;
        const timer = setInterval(() => turns++, 0);
        for await (const chunk of stream) expect(chunk).toBeDefined();
        clearInterval(timer);
        expect(turns).toBeGreaterThan(10);
    });

    test('waits for a slow reader', async () => {
        let most = 0;
        const stream = shop().entity('User').rows(20_000).stream();
        let count = 0;
        const slow = new Writable({
            objectMode: true,
            highWaterMark: 1,
            write(row, _, done) {
                count++;
                most = Math.max(most, stream.readableLength);
                if (count % 1000) done();
                else setImmediate(done);
            },
        });
        await pipeline(stream, slow);
        expect(count).toBe(20_000);
        expect(most).toBeLessThan(3000);
    });

    test.each([
        ['csv'],
        ['json'],
        ['ndjson'],
        ['copy'],
        ['sql', 'postgres'],
        ['sql', 'mysql'],
        ['sql', 'sqlite'],
    ])('of bytes in %s %s is what the command line writes', async (format, dialect) => {
        const written = generate(
            '--schema',
            example('shop.pdl.json'),
            '--entity',
            'User',
            '--count',
            'User=1500',
            '--format',
            format,
            ...(dialect ? ['--dialect', dialect] : []),
        );
        const bytes = await textOf(
            shop({ counts: { User: 1500 } })
                .entity('User')
                .write(format, { dialect }),
        );
        expect(bytes.length).toBeGreaterThan(1500);
        // The command line puts a transaction around what is for a database. (A difference would be too long to be shown.)
        const isForDatabases = ['sql', 'copy'].includes(format);
        expect(isForDatabases ? written.includes(bytes) : written === bytes).toBe(true);
    });

    test('of bytes for LOAD DATA has the same lines as COPY', async () => {
        const lines = async (format) =>
            (
                await textOf(
                    shop({ counts: { User: 1500 } })
                        .entity('User')
                        .write(format),
                )
            )
                .split('\n')
                .filter((line) => /^\d/.test(line));
        expect(await lines('load')).toEqual(await lines('copy'));
        expect(await lines('load')).toHaveLength(1500);
    });

    test('has the error of a row that cannot be made', async () => {
        const rows = types({ counts: { Sample: 5 } }).rows(2000);
        expect(await errorOf(() => textOf(rows.write('csv')))).toMatchObject({
            code: 'PHONY_LIMIT',
        });
        expect(
            await errorOf(async () => {
                for await (const row of rows.stream()) expect(row).toBeDefined();
            }),
        ).toMatchObject({ code: 'PHONY_LIMIT' });
    });
});
