// The columns that the library gives, as rows of JavaScript's own values, or joined to longer ones.

const DAY = 86_400_000;

const pad = (number, width) => String(number).padStart(width, '0');

/** Whole numbers: as numbers where they are exact. @param {number | bigint} value */
const integer = (value) =>
    typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value;

/** 12345 with scale 2 is "123.45". @param {number | bigint} value @param {number} scale */
function decimal(value, scale) {
    if (!scale) return String(value);
    const digits = pad(value < 0 ? -value : value, scale + 1);
    const at = digits.length - scale;
    return `${value < 0 ? '-' : ''}${digits.slice(0, at)}.${digits.slice(at)}`;
}

/** Days since 1970. */
const date = (value) => new Date(Number(value) * DAY).toISOString().replace(/T.*/, '');

/** Microseconds since midnight. */
function time(value) {
    const all = Number(value);
    const seconds = Math.floor(all / 1e6);
    const rest = all % 1e6;
    const clock = [seconds / 3600, (seconds / 60) % 60, seconds % 60]
        .map((part) => pad(Math.floor(part), 2))
        .join(':');
    return rest ? `${clock}.${pad(rest, 6).replace(/0+$/, '')}` : clock;
}

/** Microseconds since 1970; a Date has milliseconds. */
const moment = (value) =>
    new Date(typeof value === 'bigint' ? Number(value / 1000n) : Math.floor(value / 1000));

/** By the type without its size; what is not here is as it comes. */
const CONVERSIONS = {
    int16: integer,
    int32: integer,
    int64: integer,
    decimal,
    boolean: (value) => Number(value) !== 0,
    date,
    time,
    timestamp: moment,
    timestamptz: moment,
};

/** Values of any bytes, each in memory of its own. */
const buffers = (bytes, offsets) =>
    Array.from({ length: offsets.length - 1 }, (_, row) =>
        Buffer.from(bytes.subarray(offsets[row], offsets[row + 1])),
    );

/** The values of a column, as an array. */
function valuesOf({ type, scale, nulls, values, offsets }) {
    const list = offsets ? buffers(values, offsets) : values;
    const convert = CONVERSIONS[type.replace(/\(.*/, '')];
    if (!convert && !nulls) return list;
    return Array.from(list, (value, row) =>
        nulls?.[row] ? null : convert ? convert(value, scale) : value,
    );
}

/** The rows of a batch of columns, as plain objects. */
export function rowsOf(columns) {
    const names = columns.map(({ name }) => name);
    const lists = columns.map(valuesOf);
    // A column that is called __proto__ would be lost in an object that has one.
    const make = names.includes('__proto__') ? () => Object.create(null) : () => ({});
    return Array.from({ length: lists[0]?.length ?? 0 }, (_, row) => {
        const object = make();
        for (let column = 0; column < names.length; column++)
            object[names[column]] = lists[column][row];
        return object;
    });
}

function joinArrays(arrays) {
    const joined = new arrays[0].constructor(arrays.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const array of arrays) {
        joined.set(array, at);
        at += array.length;
    }
    return joined;
}

/** Offsets of the pieces, moved to where their bytes are in the whole. */
function joinOffsets(pieces) {
    if (!pieces[0]) return null;
    const joined = new Uint32Array(pieces.reduce((sum, { length }) => sum + length - 1, 1));
    let at = 0;
    let base = 0;
    for (const offsets of pieces) {
        for (let i = 1; i < offsets.length; i++) joined[++at] = base + offsets[i];
        base += offsets[offsets.length - 1];
    }
    return joined;
}

const rowsIn = ({ offsets, values, type }) =>
    offsets ? offsets.length - 1 : type === 'uuid' ? values.length / 16 : values.length;

function joinNulls(pieces) {
    return pieces.some(({ nulls }) => nulls)
        ? joinArrays(pieces.map((piece) => piece.nulls ?? new Uint8Array(rowsIn(piece))))
        : null;
}

/** Columns of many rows, of those of a batch each. */
export function joinColumns(pieces) {
    return (pieces[0] ?? []).map(({ name, type, scale }, index) => {
        const parts = pieces.map((columns) => columns[index]);
        return {
            name,
            type,
            scale,
            nulls: joinNulls(parts),
            values: joinArrays(parts.map(({ values }) => values)),
            offsets: joinOffsets(parts.map(({ offsets }) => offsets)),
        };
    });
}
