// Writes the C header of the addon from spec/api.json: types, constants, a table of function
// pointers with the names to look up, and the members of the structs that JavaScript objects are
// read into. No declaration of libphony is written by hand here.
//
//   node scripts/declare.js OUTPUT     write the header
//   node scripts/declare.js --source   print which api.json is read
//   node scripts/declare.js --copy     put it beside package.json, for the npm package

import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

// In a checkout the one and only api.json; in the npm package the copy that `npm pack` made.
const copy = join(root, 'api.json');
const source = [join(root, '..', '..', 'spec', 'api.json'), copy].find(existsSync);

// How a member is read from, or becomes, a JavaScript value. Members of other types (pointers to
// structs, arrays) have no kind: C code that knows them sets them.
const KINDS = {
    phony_status: 'INT32',
    int32_t: 'INT32',
    uint32_t: 'UINT32',
    int64_t: 'INT64',
    uint64_t: 'UINT64',
    size_t: 'SIZE',
    double: 'DOUBLE',
    'const char *': 'TEXT',
};

const HIDDEN = new Set(['size', 'reserved']);

/** min_length -> minLength @param {string} name */
const camel = (name) => name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());

const joined = (type, name) => (type.endsWith('*') ? `${type}${name}` : `${type} ${name}`);

const parameters = (list) => list.map((p) => joined(p.type, p.name)).join(', ') || 'void';

function constant({ name, value }) {
    return typeof value === 'string'
        ? `#define ${name} ${JSON.stringify(value)}`
        : `enum { ${name} = ${value} };`;
}

function struct({ name, members }) {
    const lines = members.map(
        (m) => `    ${joined(m.type, m.name)}${m.length ? `[${m.length}]` : ''};`,
    );
    return [`typedef struct ${name} {`, ...lines, `} ${name};`].join('\n');
}

function memberTable({ name, members }) {
    const known = members.filter((m) => KINDS[m.type] && !m.length && !HIDDEN.has(m.name));
    const lines = known.map(
        (m) =>
            `    {"${camel(m.name)}", PHONY_KIND_${KINDS[m.type]}, offsetof(${name}, ${m.name})},`,
    );
    return [
        `static const struct phony_member ${name}_members[] = {`,
        ...lines,
        '    {NULL, PHONY_KIND_INT32, 0},',
        '};',
    ].join('\n');
}

function functionTable(functions) {
    const pointers = functions.map((f) => {
        const name = f.name.replace(/^phony_/, '');
        return `    ${joined(f.returns.type, '')}(*${name})(${parameters(f.parameters)});`;
    });
    return [
        'typedef struct phony_api {',
        ...pointers,
        '} phony_api;',
        '/* In the order of the members of phony_api. */',
        'static const char *const phony_api_names[] = {',
        ...functions.map((f) => `    "${f.name}",`),
        '};',
    ].join('\n');
}

function constantTable(constants) {
    const numbers = constants.filter((c) => typeof c.value === 'number');
    return [
        'static const struct phony_constant phony_constants[] = {',
        ...numbers.map((c) => `    {"${c.name}", "${c.set}", ${c.value}},`),
        '};',
    ].join('\n');
}

const PREAMBLE = `/* Made from spec/api.json by scripts/declare.js. */
#ifndef PHONY_API_H
#define PHONY_API_H
#include <stddef.h>
#include <stdint.h>

enum phony_kind { ${[...new Set(Object.values(KINDS))].map((k) => `PHONY_KIND_${k}`).join(', ')} };
struct phony_member {
    const char *name;
    enum phony_kind kind;
    size_t offset;
};
struct phony_constant {
    const char *name, *set;
    int32_t value;
};
`;

/** The header's text. @param {any} api what api.json holds */
export function declare(api) {
    const { library } = api;
    const callback = (c) =>
        `typedef ${joined(c.returns.type, '')}(*${c.name})(${parameters(c.parameters)});`;
    const described = api.structs.filter((s) => s.role === 'options' || s.role === 'sized');
    return [
        PREAMBLE,
        `#define PHONY_SONAME "${library.soname}"`,
        `#define PHONY_BINDING_VERSION "${library.version}"`,
        ...api.types.map((t) => `typedef ${joined(t.type, t.name)};`),
        ...api.constants.map(constant),
        ...api.handles.map((h) => `typedef struct ${h.name} ${h.name};`),
        ...api.callbacks.map(callback),
        ...api.structs.map(struct),
        functionTable(api.functions),
        ...described.map(memberTable),
        constantTable(api.constants),
        '#endif\n',
    ].join('\n');
}

/** @param {string[]} args */
function main([output]) {
    if (!source)
        throw new Error('spec/api.json is missing: neither in a checkout nor in the package');
    if (output === '--source') return process.stdout.write(source);
    if (output === '--copy') return source === copy || copyFileSync(source, copy);
    return writeFileSync(output, declare(JSON.parse(readFileSync(source, 'utf8'))));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
