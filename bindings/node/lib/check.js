// Checks of what programs pass, before anything is done with it.

import { createRequire } from 'node:module';
import { constants, native } from './native.js';
import { argumentError, limitError } from './errors.js';

/** What V8 lets an array hold in one piece. */
const MOST = 2 ** 32 - 1;

/** What a string costs beside its characters: its header, and its places in arrays. */
const STRING_BYTES = 40;

/** Of the characters of a string: V8 has one byte for each where all of them are Latin-1. */
export const bytesOf = (text) => (/[^\0-\xff]/.test(text) ? 2 : 1) * text.length;

const shown = (value) => {
    const text =
        typeof value === 'string'
            ? JSON.stringify(value)
            : String(typeof value === 'symbol' ? 'a symbol' : value);
    return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

/** A value as messages show it; never throws. @param {unknown} value */
export function show(value) {
    try {
        return shown(value);
    } catch {
        return `a ${typeof value}`;
    }
}

/** @param {unknown} value @param {string} what @param {number} [low] @param {number} [high] @returns {number} */
export function whole(value, what, low = 0, high = Number.MAX_SAFE_INTEGER) {
    if (typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high)
        return value;
    throw argumentError(
        `${what} must be a whole number from ${low} to ${high}, not ${show(value)}`,
    );
}

/** A number of values. @param {unknown} value */
export const count = (value) => whole(value, 'a number of values', 0, MOST);

/** @param {unknown} value @param {string} what @returns {string} */
export function text(value, what) {
    if (typeof value === 'string') return value;
    throw argumentError(`${what} must be a string, not ${show(value)}`);
}

/** @param {unknown} value @param {string} what @returns {boolean} */
export function flag(value, what) {
    if (typeof value === 'boolean') return value;
    throw argumentError(`${what} must be true or false, not ${show(value)}`);
}

/** A seed as the text that it is: 42 and "42" are one. @param {unknown} value */
export function seed(value) {
    if (typeof value === 'string' || typeof value === 'bigint') return String(value);
    if (Number.isSafeInteger(value)) return String(value);
    throw argumentError(`a seed must be a string or a whole number, not ${show(value)}`);
}

/** An object with no other properties than these. @param {unknown} value @param {string[]} names */
export function options(value, names) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw argumentError(`options must be an object, not ${show(value)}`);
    const unknown = Object.keys(value).find((key) => !names.includes(key));
    if (unknown !== undefined)
        throw argumentError(`there is no option ${show(unknown)}: ${names.join(', ')}`);
    return /** @type {any} */ (value);
}

/** The library's number for a word: choice('PHONY_MODE_', 'hybrid', ...) is PHONY_MODE_HYBRID. */
export function choice(prefix, value, what) {
    const number = typeof value === 'string' ? constants[prefix + value.toUpperCase()] : undefined;
    if (number !== undefined) return number;
    const known = Object.keys(constants)
        .filter((name) => name.startsWith(prefix))
        .map((name) => name.slice(prefix.length).toLowerCase());
    throw argumentError(`${what} must be one of ${known.join(', ')}, not ${show(value)}`);
}

/** What V8 has set aside for young objects, which arrays of many values do not stay among. */
const YOUNG = 48 * 2 ** 20;

/** Bytes that may be added before V8 gives up: it does so some way before its limit. */
function heapLeft() {
    // Loaded here, where it is seldom needed: it would take a millisecond of every start.
    const { getHeapStatistics } = createRequire(import.meta.filename)('node:v8');
    const { heap_size_limit: limit, used_heap_size: used } = getHeapStatistics();
    return Math.max(0, Math.floor((limit - YOUNG) * 0.9) - used);
}

/**
 * Refuses arrays that V8's heap has no room for: running out of it would end the process.
 * @param {number} values how many @param {number} [bytes] of one value
 */
export function room(values, bytes = 16) {
    const need = values * (bytes + STRING_BYTES);
    if (need < 2 ** 24 || need <= heapLeft()) return;
    native.collectGarbage(); // it counts as used until then
    const left = heapLeft();
    if (need <= left) return;
    const megabytes = (number) => `${Math.ceil(number / 2 ** 20)} MiB`;
    throw limitError(
        `an array of ${values} values needs about ${megabytes(need)}, and ${megabytes(left)} are ` +
            'left: take them in parts, ask for columns(), or start node with --max-old-space-size',
    );
}
