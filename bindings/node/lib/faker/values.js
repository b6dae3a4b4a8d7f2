// The modules whose values are no texts of models: number, datatype, string, date, helpers.

import { argumentFault } from './fault.js';
import { digits } from './texts.js';
import { instant } from './state.js';

/** Options, or the one that stands alone: int(5) is int({max: 5}). */
const named = (options, name) =>
    typeof options === 'object' && options !== null
        ? options
        : options === undefined
          ? {}
          : { [name]: options };

function ordered(min, max) {
    if (!(min <= max)) throw argumentFault(`max ${max} must not be below min ${min}`);
}

function positive(value, what) {
    if (!(value > 0)) throw argumentFault(`${what} must be above 0, not ${value}`);
}

/** Of bigints, as Math.floor(value / step). */
const floored = (value, step) => value / step - (value % step < 0n ? 1n : 0n);

const inBase = (state, base, most) => (options) => {
    const { min = 0, max = most } = named(options, 'max');
    ordered(min, max);
    return state.whole(min, max).toString(base);
};

/** A bigint below `span`, of as many bits as that takes. */
function bigBelow(state, span) {
    const words = Math.ceil(span.toString(16).length / 8) + 1;
    let value = 0n;
    for (let i = 0; i < words; i++) value = (value << 32n) | BigInt(state.numbers.bits());
    return value % span;
}

export const number = (state) => ({
    int(options) {
        const { min = 0, max = Number.MAX_SAFE_INTEGER, multipleOf = 1 } = named(options, 'max');
        positive(multipleOf, 'multipleOf');
        const low = Math.ceil(min / multipleOf);
        const high = Math.floor(max / multipleOf);
        ordered(low, high);
        return state.whole(low, high) * multipleOf;
    },
    float(options) {
        const { min = 0, max = 1, fractionDigits, multipleOf } = named(options, 'max');
        ordered(min, max);
        if (multipleOf !== undefined) positive(multipleOf, 'multipleOf');
        if (multipleOf !== undefined && fractionDigits !== undefined)
            throw argumentFault('multipleOf and fractionDigits cannot be given together');
        const step =
            multipleOf ?? (fractionDigits === undefined ? undefined : 10 ** -fractionDigits);
        if (step === undefined) return min + state.numbers.real() * (max - min);
        // Divided by a whole number, where there is one, so that 0.1 comes out as 0.1.
        const parts = 1 / step;
        const whole =
            Number.isInteger(Math.round(parts)) && Math.abs(parts - Math.round(parts)) < 1e-6
                ? Math.round(parts)
                : 0;
        const steps = state.whole(Math.ceil(min / step), Math.floor(max / step));
        return whole ? steps / whole : steps * step;
    },
    bigInt(options) {
        const { min = 0n, max = 999999999999999n, multipleOf = 1n } = named(options, 'max');
        const step = BigInt(multipleOf);
        positive(step, 'multipleOf');
        const low = floored(BigInt(min) - 1n, step) + 1n;
        const high = floored(BigInt(max), step);
        ordered(low * step, high * step);
        return (low + bigBelow(state, high - low + 1n)) * step;
    },
    binary: inBase(state, 2, 1),
    octal: inBase(state, 8, 7),
    hex: inBase(state, 16, 15),
});

export const datatype = (state) => ({
    boolean(options) {
        const { probability = 0.5 } = named(options, 'probability');
        return state.numbers.real() < probability;
    },
});

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = UPPER.toLowerCase();
const DIGITS = '0123456789';
const CASES = { upper: UPPER, lower: LOWER, mixed: LOWER + UPPER };

/** Texts of so many of these characters. */
function drawn(state, characters, length) {
    if (!characters.length) throw argumentFault('there are no characters to choose from');
    return state.many(length, () => state.pick(characters)).join('');
}

const letters = (state, more) => (options) => {
    const { length = 1, casing = 'mixed', exclude = [] } = named(options, 'length');
    const left = [...(CASES[casing] + more)].filter((letter) => !exclude.includes(letter));
    return drawn(state, left, length);
};

export const string = (state) => ({
    /** Version 4, of RFC 9562. */
    uuid() {
        const hex = Array.from({ length: 4 }, () =>
            state.numbers.bits().toString(16).padStart(8, '0'),
        ).join('');
        const variant = '89ab'[parseInt(hex[16], 16) & 3];
        return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
    },
    alpha: letters(state, ''),
    alphanumeric: letters(state, DIGITS),
    numeric(options) {
        const { length = 1, allowLeadingZeros = true } = named(options, 'length');
        const text = drawn(state, DIGITS, length);
        return allowLeadingZeros ? text : text.replace(/^0/, () => state.pick(DIGITS.slice(1)));
    },
    hexadecimal(options) {
        const { length = 1, casing = 'lower', prefix = '0x' } = named(options, 'length');
        const letters = { upper: 'ABCDEF', lower: 'abcdef', mixed: 'abcdefABCDEF' }[casing];
        return prefix + drawn(state, DIGITS + letters, length);
    },
    fromCharacters: (characters, length = 1) =>
        drawn(state, [...(Array.isArray(characters) ? characters.join('') : characters)], length),
    nanoid: (length = 21) => drawn(state, `${LOWER}${UPPER}${DIGITS}_-`, length),
    sample: (length = 10) =>
        state.many(length, () => String.fromCharCode(state.whole(33, 125))).join(''),
});

const DAY = 86_400_000;
const YEAR = 365.25 * DAY;

export const date = (state) => {
    const base = (moment) => (moment === undefined ? state.now().getTime() : instant(moment));
    const between = (from, to) => {
        if (!Number.isFinite(from) || !Number.isFinite(to)) throw argumentFault('not a date');
        ordered(from, to);
        return new Date(state.whole(from, to));
    };
    // At least a second away, so that what is past is past.
    const away = (count, unit, what) => {
        positive(count, what);
        return 1000 + Math.max(0, count * unit - 1000);
    };
    const back = (span, moment) => between(base(moment) - span, base(moment) - 1000);
    const ahead = (span, moment) => between(base(moment) + 1000, base(moment) + span);
    return {
        past: ({ years = 1, refDate } = {}) => back(away(years, YEAR, 'years'), refDate),
        future: ({ years = 1, refDate } = {}) => ahead(away(years, YEAR, 'years'), refDate),
        recent: ({ days = 1, refDate } = {}) => back(away(days, DAY, 'days'), refDate),
        soon: ({ days = 1, refDate } = {}) => ahead(away(days, DAY, 'days'), refDate),
        anytime: ({ refDate } = {}) => between(base(refDate) - YEAR, base(refDate) + YEAR),
        between: ({ from, to }) => between(instant(from), instant(to)),
        betweens: ({ from, to, count = 3 }) =>
            state.many(count, () => between(instant(from), instant(to))).sort((a, b) => a - b),
        /** @param {{min?: number, max?: number, mode?: string, refDate?: any}} [options] ages, or with mode 'year' years */
        birthdate({ min = 18, max = 80, mode = 'age', refDate } = {}) {
            if (mode === 'year') return between(Date.UTC(min, 0, 1), Date.UTC(max + 1, 0, 1) - 1);
            return between(base(refDate) - (max + 1) * YEAR + DAY, base(refDate) - min * YEAR);
        },
    };
};

/** Some of a list, each place at most once: the beginning of a shuffle. */
function sample(state, list, count) {
    const left = [...list];
    const most = Math.min(count, left.length);
    for (let i = 0; i < most; i++) {
        const at = state.whole(i, left.length - 1);
        [left[i], left[at]] = [left[at], left[i]];
    }
    return left.slice(0, most);
}

function weighted(state, list) {
    for (const { weight } of list) positive(weight, 'a weight');
    const total = list.reduce((sum, { weight }) => sum + weight, 0);
    let left = state.numbers.real() * total;
    return (list.find(({ weight }) => (left -= weight) < 0) ?? list[list.length - 1]).value;
}

/** Different values of a list, or of a function that is asked until there are enough. */
function unique(state, source, length) {
    if (typeof source !== 'function') return sample(state, new Set(source), length);
    const found = new Set();
    for (let tries = 0; found.size < length && tries < length * 1000; tries++) found.add(source());
    return [...found];
}

const nonEmpty = (list) => {
    if (list.length) return list;
    throw argumentFault('there is nothing to choose from');
};

export const helpers = (state) => ({
    arrayElement: (list) => state.pick(nonEmpty(list)),
    arrayElements: (list, count) =>
        list.length ? sample(state, list, state.count(count ?? { min: 1, max: list.length })) : [],
    weightedArrayElement: (list) => weighted(state, nonEmpty(list)),
    /** A new list, or with inplace the one given. */
    shuffle(list, { inplace = false } = {}) {
        const mixed = sample(state, list, list.length);
        return inplace ? Object.assign(list, mixed) : mixed;
    },
    uniqueArray: (source, length) => unique(state, source, length),
    multiple: (make, { count = 3 } = {}) =>
        Array.from({ length: state.count(count) }, (_, index) => make(_, index)),
    maybe: (make, { probability = 0.5 } = {}) =>
        state.numbers.real() < probability ? make() : undefined,
    objectKey: (object) => state.pick(nonEmpty(Object.keys(object))),
    objectValue: (object) => state.pick(nonEmpty(Object.values(object))),
    objectEntry: (object) => state.pick(nonEmpty(Object.entries(object))),
    /** Of a TypeScript enum, whose numbers have their names as values beside them. */
    enumValue: (type) =>
        type[state.pick(nonEmpty(Object.keys(type).filter((key) => Number.isNaN(Number(key)))))],
    /** By Faker's own rules: capitals, dots and underscores stay. */
    slugify: (text = '') =>
        text
            .normalize('NFKD')
            .replace(/\p{M}/gu, '')
            .replace(/ /g, '-')
            .replace(/[^\w.-]/g, ''),
    /** '#' a digit, '?' a letter, '*' either. */
    replaceSymbols: (text = '') =>
        digits(
            state,
            text.replace(/[?*]/g, (symbol) => state.pick(symbol === '?' ? UPPER : UPPER + DIGITS)),
        ),
    rangeToNumber: (count) => state.count(count),
});
