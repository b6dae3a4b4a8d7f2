// The scenarios that all bindings, C and the command line have in common: spec/vectors/bindings.json.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Generator, Phony } from '../index.js';
import { checkout, cli, textOf } from './helpers.js';

const scenarios = JSON.parse(
    readFileSync(join(checkout, 'spec', 'vectors', 'bindings.json'), 'utf8'),
);

const camel = (name) => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());

/** One step: email is a generator as it stands, name() and take(5) are calls. */
function step(object, [name, ...args]) {
    const member = object[camel(name)];
    if (member instanceof Generator) return member;
    return object[camel(name)](
        ...(name === 'schema' ? [join(checkout, args[0]), ...args.slice(1)] : args),
    );
}

async function valuesOf({ seed, locale, steps }) {
    const result = steps.reduce(step, new Phony({ seed, locale }));
    if (result instanceof Readable) return textOf(result);
    return typeof result === 'string' ? [result] : [...result];
}

describe('a scenario gives the same values as everywhere', () => {
    test.each(scenarios.map((scenario) => [scenario.name, scenario]))('%s', async (_, scenario) => {
        expect(await valuesOf(scenario)).toEqual(scenario.values);
    });
});

test('what the issue promises of take() is what the command line prints', () => {
    const printed = execFileSync(
        cli,
        ['generate', 'en_US/city_names', '--seed', '42', '--count', '5'],
        { encoding: 'utf8' },
    );
    expect([...new Phony({ seed: 42 }).model('en_US/city_names').take(5)]).toEqual(
        printed.trimEnd().split('\n'),
    );
});
