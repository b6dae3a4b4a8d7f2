// The modules whose values are texts of models: person, internet, location, company, phone, lorem.

import { argumentFault } from './fault.js';

const SEXES = ['female', 'male'];

/** Small ASCII letters and digits, as in addresses. @param {string} text @param {string} between */
export const slug = (text, between) =>
    text
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, between)
        .replace(new RegExp(`^\\${between}+|\\${between}+$`, 'g'), '');

/** A person's name of one sex, of a part. */
const named = (state, sex, part) => {
    const gender = sex === 'male' || sex === 'female' ? sex : '';
    const make = (phony) => {
        const generator = { full: phony.name(), first: phony.firstName, last: phony.lastName }[
            part
        ];
        return gender ? generator[gender]() : generator;
    };
    return state.generator(`${part} ${gender}`, make)();
};

export const person = (state) => ({
    firstName: (sex) => named(state, sex, 'first'),
    lastName: (sex) => named(state, sex, 'last'),
    /** @param {{firstName?: string, lastName?: string, sex?: string}} [options] */
    fullName({ firstName, lastName, sex } = {}) {
        if (firstName === undefined && lastName === undefined) return named(state, sex, 'full');
        return `${firstName ?? named(state, sex, 'first')} ${lastName ?? named(state, sex, 'last')}`;
    },
    middleName: (sex) => named(state, sex, 'first'),
    sex: () => state.pick(SEXES),
    sexType: () => state.pick(SEXES),
});

/** The characters of ASCII that can be seen. */
const VISIBLE = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i));

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'];

/** A mail address's or an account's name, of parts where some are given. */
function account(state, { firstName, lastName } = {}, whole) {
    if (firstName === undefined && lastName === undefined) return whole();
    const parts = [firstName ?? named(state, '', 'first'), lastName ?? named(state, '', 'last')];
    const name = parts.map((part) => slug(part, ''));
    return name.filter(Boolean).join('.') || whole(); // of scripts that addresses are not written in
}

export const internet = (state) => {
    const octet = () => state.whole(0, 255);
    const hex = (width) => state.numbers.bits().toString(16).padStart(8, '0').slice(-width);
    const self = {
        /** @param {{firstName?: string, lastName?: string, provider?: string}} [options] */
        email(options = {}) {
            const [name, host] = account(state, options, () => state.phony.email()).split('@');
            return `${name}@${options.provider ?? host ?? 'example.com'}`;
        },
        exampleEmail: (options) => self.email({ ...options, provider: 'example.com' }),
        username: (options) => account(state, options, () => state.phony.username()),
        userName: (options) => self.username(options),
        displayName: (options) => self.username(options),
        /** Hosts that nobody has: RFC 2606. */
        domainWord: () => slug(state.phony.word(), '-') || 'example',
        domainName: () => `${self.domainWord()}.example`,
        /** @param {{protocol?: string, appendSlash?: boolean}} [options] */
        url: ({ protocol = 'https', appendSlash = false } = {}) =>
            `${protocol}://${self.domainName()}${appendSlash ? '/' : ''}`,
        protocol: () => state.pick(['http', 'https']),
        httpMethod: () => state.pick(METHODS),
        ip: () => (state.whole(0, 1) ? self.ipv4() : self.ipv6()),
        ipv4: () => [octet(), octet(), octet(), octet()].join('.'),
        ipv6: () => Array.from({ length: 8 }, () => hex(4)).join(':'),
        mac: (separator = ':') =>
            Array.from({ length: 6 }, () => hex(2)).join(
                typeof separator === 'string' ? separator : (separator.separator ?? ':'),
            ),
        port: () => state.whole(0, 65535),
        /** @param {{length?: number, pattern?: RegExp, prefix?: string}} [options] */
        password({ length = 15, pattern = /\w/, prefix = '' } = {}) {
            const letters = VISIBLE.filter((letter) => letter.search(pattern) === 0);
            if (!letters.length) throw argumentFault('no character matches the pattern');
            const rest = { length: Math.max(0, length - prefix.length) };
            return prefix + Array.from(rest, () => state.pick(letters)).join('');
        },
    };
    return self;
};

const coordinate = (state, { min, max, precision = 4 }) =>
    Number((min + state.numbers.real() * (max - min)).toFixed(precision));

export const location = (state) => ({
    city: () => state.phony.city(),
    streetAddress: () => state.phony.streetAddress(),
    /** A street address without its number, wherever the locale writes it. */
    street: () =>
        state.phony
            .streetAddress()
            .replace(/^[\p{Nd}\p{No}/-]+\s+|,?\s+[\p{Nd}][\p{Nd}\p{L}/-]*$/gu, ''),
    buildingNumber: () => String(state.whole(1, 999)),
    /** @param {string | {format?: string}} [format] */
    zipCode: (format = '#####') =>
        digits(state, typeof format === 'string' ? format : (format.format ?? '#####')),
    latitude: ({ min = -90, max = 90, precision } = {}) =>
        coordinate(state, { min, max, precision }),
    longitude: ({ min = -180, max = 180, precision } = {}) =>
        coordinate(state, { min, max, precision }),
});

/** A digit for each '#'. */
export const digits = (state, format) => format.replace(/#/g, () => String(state.whole(0, 9)));

export const company = (state) => ({ name: () => state.phony.company() });

export const phone = (state) => ({ number: () => state.phony.phone() });

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

const wordOf = (length) => (phony) =>
    phony.model('generic/lorem_words').minLength(length.min).maxLength(length.max);

export const lorem = (state) => {
    const some =
        (make, separator) =>
        (count, between = separator) =>
            state.many(count, make).join(between);
    const self = {
        /** @param {number | {length?: number | {min: number, max: number}}} [options] */
        word(options = {}) {
            const length = typeof options === 'number' ? options : options.length;
            if (length === undefined) return state.phony.word();
            const range = typeof length === 'number' ? { min: length, max: length } : length;
            return state.generator(`word ${range.min} ${range.max}`, wordOf(range))();
        },
        words: (count = 3) => some(() => self.word(), ' ')(count),
        sentence: (count) =>
            count === undefined ? state.phony.sentence() : `${capital(self.words(count))}.`,
        sentences: (count = { min: 2, max: 6 }, separator) =>
            some(() => self.sentence(), ' ')(count, separator),
        paragraph: (count) =>
            count === undefined ? state.phony.paragraph() : self.sentences(count),
        paragraphs: (count = 3, separator) => some(() => self.paragraph(), '\n')(count, separator),
        text: () => self.paragraph(),
        lines: (count = { min: 1, max: 5 }) => self.sentences(count, '\n'),
        slug: (count = 3) => state.many(count, () => slug(self.word(), '-')).join('-'),
    };
    return self;
};
