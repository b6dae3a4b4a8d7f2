// Where libphony and the addon are looked for, and what is said where they cannot be used.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { libraryVersion } from '../index.js';
import { folder, here, node } from './helpers.js';

const LOAD =
    "try { require('.'); console.log('loaded'); } catch (error) { console.log(error.constructor.name, error.code, error.message); }";

/** A library out of a line of C. */
function library(code) {
    const path = join(folder(), 'libphony.so');
    execFileSync('cc', ['-shared', '-fPIC', '-x', 'c', '-o', path, '-'], { input: code });
    return path;
}

const load = (path) => node(LOAD, { env: { PHONY_LIBRARY: path } });

describe('libphony', () => {
    test('is the one that the tests were given', () => {
        expect(libraryVersion).toMatch(/^0\.1\./);
    });

    test('that is missing is told with the way out, and nothing else is tried', () => {
        const { out, status } = load('/nowhere/libphony.so');
        expect(out).toMatch(
            /^LibraryError PHONY_LIBRARY libphony is missing \(.*nowhere.*\): .*meson setup.*PHONY_LIBRARY/,
        );
        expect(status).toBe(0);
    });

    test.each([
        [
            'of another version',
            'const char *phony_version(void) { return "0.2.0"; }',
            /libphony 0\.2\.0, and 0\.1\. is needed/,
        ],
        [
            'of a version that begins alike',
            'const char *phony_version(void) { return "0.10.0"; }',
            /0\.10\.0, and 0\.1\. is needed/,
        ],
        [
            'without a function',
            'const char *phony_version(void) { return "0.1.7"; }',
            /has no function phony_/,
        ],
        ['that is something else', 'int nothing;', /is not libphony/],
    ])('%s is refused', (_, code, message) => {
        const { out, signal } = load(library(code));
        expect(signal).toBe(null);
        expect(out).toMatch(/^LibraryError PHONY_LIBRARY/);
        expect(out).toMatch(message);
    });

    test('that is no library is refused', () => {
        const path = join(folder(), 'text.so');
        writeFileSync(path, 'no library');
        expect(load(path).out).toMatch(/^LibraryError PHONY_LIBRARY libphony is missing/);
    });
});

/** The package without an addon. */
function bare() {
    const path = join(folder(), 'package');
    mkdirSync(path);
    for (const part of ['dist', 'package.json'])
        cpSync(join(here, part), join(path, part), { recursive: true });
    return path;
}

describe('the addon', () => {
    test('that was not built is told with the way out', () => {
        expect(node(LOAD, { cwd: bare(), env: { PHONY_ADDON: '' } }).out).toMatch(
            /^LibraryError PHONY_LIBRARY the addon was not built for .*npm rebuild/,
        );
    });

    test('that was built before is looked for first', () => {
        const path = bare();
        const place = join(path, 'prebuilds', `${process.platform}-${process.arch}`);
        mkdirSync(place, { recursive: true });
        cpSync(
            process.env.PHONY_ADDON || join(here, 'build', 'Release', 'phony.node'),
            join(place, 'phony.node'),
        );
        expect(node(LOAD, { cwd: path, env: { PHONY_ADDON: '' } }).out).toBe('loaded\n');
    });

    test('refuses what is none of its handles, closed or used in place of another', () => {
        const script = `
      const m = { exports: {} };
      process.dlopen(m, process.env.PHONY_ADDON || require('node:path').resolve('build/Release/phony.node'));
      const native = m.exports;
      class Fault extends Error {}
      native.onMake((status, message) => Object.assign(new Fault(message), { status }), (...values) => values);
      const faults = (use) => { try { use(); return 'nothing'; } catch (error) { return error instanceof Fault ? error.status : error; } };
      const early = Object.keys(native).filter((name) => !['open', 'why', 'onMake', 'constants', 'soname', 'collectGarbage'].includes(name));
      const before = early.map((name) => faults(() => native[name]()));
      native.open(process.env.PHONY_LIBRARY);
      const cache = native.cache();
      const generator = native.generator(cache, 's', 'city', false, {}, undefined, undefined);
      const uses = [];
      for (const name of ['list', 'lists', 'columns', 'modelInfo', 'modelSave', 'entities', 'fields', 'find', 'maker', 'cells', 'write', 'ddl', 'model', 'dataset', 'share', 'release'])
        for (const value of [undefined, null, 1, 'x', {}, [], Object.create(generator), ...(['share', 'release'].includes(name) ? [] : [name.startsWith('list') || name === 'columns' ? cache : generator])])
          uses.push(faults(() => native[name](value, 0, 1)));
      const other = native.share(generator);
      native.release(generator);
      native.release(generator);
      if (native.list(other, 0, 1).length !== 1) throw new Error('a shared handle was closed');
      uses.push(faults(() => native.list(generator, 0, 1)), faults(() => native.share(generator)));
      for (const args of [[], [cache], [cache, 's'], [cache, 's', 'city'], [cache, 's', 'city', 1], [cache, 's', 'city', false], [cache, 's', 'city', false, 3], [cache, 's', 'city', false, {}, 3], [cache, 's', 'city', false, { bindings: 1 }]])
        uses.push(faults(() => native.generator(...args)));
      console.log(before.filter((x) => ![1, -2].includes(x)).length, [...new Set(uses)].join());`;
        const { out, err, signal } = node(script);
        expect(signal).toBe(null);
        expect(err).toBe('');
        expect(out.trim()).toMatch(/^0 -2(,nothing)?$/);
    });
});
