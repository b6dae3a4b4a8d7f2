// The package as it is installed: by what the README says, for import and require, with types.
import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, createWriteStream, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as imported from '../index.js';
import * as importedFaker from '../faker.js';
import { checkout, example, folder, here } from './helpers.js';

const require = createRequire(import.meta.url);
const readme = readFileSync(join(here, 'README.md'), 'utf8');
const shell = (script, cwd, env) =>
    execFileSync('sh', ['-euc', script], {
        cwd,
        env: { ...process.env, NODE_OPTIONS: '', ...env },
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
    });

/** Not under AddressSanitizer: npm, node-gyp and the compiler are not under test. */
const isSanitized = Boolean(process.env.PHONY_SANITIZED);

describe('what the README says', () => {
    const [prepare, install] = [...readme.matchAll(/```sh\n(.*?)```/gs)].map((match) => match[1]);

    test.skipIf(isSanitized)('installs the package in a project, without a network', () => {
        const project = folder();
        // The library is built, and what `npm ci` makes is there, or these tests could not run.
        const pack = prepare.split('\n').find((line) => line.startsWith('npm pack'));
        expect(prepare).toContain('ninja -C build/release');
        shell(`${pack} --pack-destination ${project}`, checkout);
        shell('npm init --yes', project);
        const env = {
            npm_config_offline: 'true',
            npm_config_audit: 'false',
            npm_config_fund: 'false',
        };
        expect(shell(install, project, env).trim().split('\n').at(-1)).toBe(
            new imported.Phony({ seed: 42 }).name().full(),
        );
        expect(
            readdirSync(join(project, 'node_modules', '@phonycloud', 'phony', 'build', 'Release')),
        ).toContain('phony.node');
    });

    test('lists what the drop-in has, and nothing else', () => {
        const rows = [
            ...readme.split('## Instead of Faker')[1].matchAll(/^\| (`.*`) \| (`.*`) \|$/gm),
        ];
        const told = rows.flatMap(([, , calls]) =>
            [...calls.matchAll(/`(\w+)`/g)].map((match) => match[1]),
        );
        const there = Object.values(importedFaker.faker).flatMap((module) => Object.keys(module));
        expect(told.sort()).toEqual(there.sort());
    });

    test.each(['Data sets', 'Training'])('is what runs: %s', async (chapter) => {
        const [, block] = /\n((?: {4}.*\n)+)/.exec(readme.split(`## ${chapter}\n`)[1]);
        const code = block
            .replace("'shop.pdl.json'", JSON.stringify(example('shop.pdl.json')))
            .replace("'names.phony'", JSON.stringify(join(folder(), 'names.phony')))
            .replaceAll('1_000_000', '2000');
        const file = createWriteStream('/dev/null');
        const AsyncFunction = (async () => {}).constructor;
        const run = new AsyncFunction('p', 'console', 'file', code);
        const lines = [];
        await run(new imported.Phony({ seed: 42 }), { log: (...all) => lines.push(all) }, file);
        if (chapter === 'Data sets') {
            await once(file, 'finish');
            expect(lines).toHaveLength(100);
            expect(file.bytesWritten).toBeGreaterThan(50_000);
        }
    });

    test('is what the examples at its top give', () => {
        const p = new imported.Phony({ seed: 42, locale: 'de_DE' });
        const shown = [
            p.name().full(),
            p.email(),
            ...p.model('en_US/city_names').take(3),
            p.template('{first} {last} <{email}>')(),
            ...p.name().minLength(5).startsWith('Me').take(2),
            p.unique().email(),
        ];
        for (const value of shown) expect(readme).toContain(`'${value}'`);
    });
});

describe('the package', () => {
    test('is the same for import and require, also between its parts', () => {
        const required = require('@phonycloud/phony');
        expect(Object.keys(imported).sort()).toEqual(Object.keys(required).sort());
        expect(required.Phony).toBe(imported.Phony);
        expect(require('@phonycloud/phony/faker').faker).toBe(importedFaker.faker);
        expect(() => importedFaker.faker.helpers.arrayElement([])).toThrow(required.ArgumentError);
    });

    test('has types for all that it exports, and for nothing else', () => {
        const declared = [
            ...readFileSync(join(here, 'types', 'index.d.ts'), 'utf8').matchAll(
                /^export declare (?:class|const|function) (\w+)/gm,
            ),
        ].map((match) => match[1]);
        expect(declared.sort()).toEqual(Object.keys(imported).sort());
        const modules = readFileSync(join(here, 'types', 'faker.d.ts'), 'utf8');
        for (const [name, module] of Object.entries(importedFaker.faker))
            for (const method of Object.keys(module))
                expect(modules, `${name}.${method}`).toMatch(new RegExp(`\\b${method}[<(]`));
    });

    test('has types that hold for programs that import and that require', () => {
        const { status, stdout } = spawnSync(
            process.execPath,
            [
                join(here, 'node_modules', 'typescript', 'bin', 'tsc'),
                '--project',
                join(here, 'test', 'types'),
            ],
            { encoding: 'utf8', env: { ...process.env, LD_PRELOAD: '' } },
        );
        expect(stdout).toBe('');
        expect(status).toBe(0);
    });

    test('declares what spec/api.json says, and all of it', () => {
        const output = join(folder(), 'phony_api.h');
        execFileSync(process.execPath, [join(here, 'scripts', 'declare.js'), output]);
        const header = readFileSync(output, 'utf8');
        const api = JSON.parse(readFileSync(join(checkout, 'spec', 'api.json'), 'utf8'));
        for (const { name } of [...api.functions, ...api.structs, ...api.constants, ...api.handles])
            expect(header).toMatch(new RegExp(`\\b${name}\\b`));
        for (const file of readdirSync(join(here, 'native')))
            expect(readFileSync(join(here, 'native', file), 'utf8')).not.toMatch(
                /^(typedef )?struct phony_\w+ \{|^\w.*\bphony_\w+_\w+\(/m,
            );
    });

    test('has a lock file that `npm ci` takes: with the packages of all platforms', () => {
        const lock = JSON.parse(readFileSync(join(here, 'package-lock.json'), 'utf8'));
        const places = Object.keys(lock.packages);
        const missing = Object.values(lock.packages)
            .flatMap(({ dependencies, devDependencies, optionalDependencies }) =>
                Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }),
            )
            .filter((name) => !places.some((place) => place.endsWith(`node_modules/${name}`)));
        expect(missing).toEqual([]);
    });

    test.skipIf(isSanitized)('is compiled without warnings', () => {
        const copy = join(folder(), 'package');
        mkdirSync(copy);
        for (const part of ['native', 'scripts', 'binding.gyp', 'package.json'])
            cpSync(join(here, part), join(copy, part), { recursive: true });
        cpSync(join(checkout, 'spec', 'api.json'), join(copy, 'api.json'));
        const { status } = spawnSync('npm', ['run', '--silent', 'install'], {
            cwd: copy,
            encoding: 'utf8',
            env: { ...process.env, NODE_OPTIONS: '', PHONY_GYP: '-- -Dstrict=1' },
        });
        expect(status).toBe(0);
    });
});
