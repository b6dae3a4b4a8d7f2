// The errors: one class for each status of the library, and makeError, which the addon calls to
// make one. A case is added by a row in CLASSES.

/** What everything that goes wrong in Phony is. */
export class PhonyError extends Error {
    /** @param {string} message @param {{code?: string, status?: number, line?: number, column?: number, errno?: number}} [details] */
    constructor(message, details = {}) {
        super(message);
        this.code = details.code ?? 'PHONY_ERROR';
        this.status = details.status ?? 0;
        if (details.line) this.line = details.line;
        if (details.column) this.column = details.column;
        if (details.errno) this.errno = details.errno;
    }

    get name() {
        return this.constructor.name;
    }

    /** Programs may give an error another name, as they may with JavaScript's own. */
    set name(value) {
        Object.defineProperty(this, 'name', { value, writable: true, configurable: true });
    }
}

/** An allocation failed. */
export class MemoryError extends PhonyError {}
/** An argument or option of the wrong type, or outside of its range. */
export class ArgumentError extends PhonyError {}
/** The system refused to open, read, write or rename: see `errno`. */
export class IoError extends PhonyError {}
/** No such file, model, entity or name. */
export class NotFoundError extends PhonyError {}
/** Text that is no Unicode text, or holds a NUL. */
export class EncodingError extends PhonyError {}
/** A malformed template, pattern, CSV or JSON: see `line` and `column`. */
export class SyntaxError extends PhonyError {}
/** Nothing to learn from, or no value that complies. */
export class EmptyError extends PhonyError {}
/** Not a model, or a broken one. */
export class ModelError extends PhonyError {}
/** A file of a newer format version. */
export class VersionError extends PhonyError {}
/** A limit was passed: rows of a unique generator, bytes of an array. */
export class LimitError extends PhonyError {}
/** Models that cannot be merged. */
export class MismatchError extends PhonyError {}
/** A value that fits into no memory that was offered. */
export class SpaceError extends PhonyError {}
/** The model gives (almost) only values that it must not give. */
export class ExhaustedError extends PhonyError {}
/** Stopped by request. */
export class CancelledError extends PhonyError {}
/** A schema with problems: all of them are in `problems`. */
export class SchemaError extends PhonyError {
    /** @type {object[]} */
    problems = [];
}
/** libphony is missing, or another version. */
export class LibraryError extends PhonyError {}
/** A Phony, schema or model that was closed. */
export class ClosedError extends PhonyError {}

/** By the names of the library's constants; LIBRARY and CLOSED are the binding's own. */
export const CLASSES = {
    MEMORY: MemoryError,
    ARGUMENT: ArgumentError,
    IO: IoError,
    NOT_FOUND: NotFoundError,
    ENCODING: EncodingError,
    SYNTAX: SyntaxError,
    EMPTY: EmptyError,
    MODEL: ModelError,
    VERSION: VersionError,
    LIMIT: LimitError,
    MISMATCH: MismatchError,
    SPACE: SpaceError,
    EXHAUSTED: ExhaustedError,
    CANCELLED: CancelledError,
    SCHEMA: SchemaError,
};

/** The function that makes errors of statuses. @param {Record<string, number>} constants */
export function errorMaker(constants) {
    const byStatus = new Map(
        Object.entries(CLASSES).map(([name, type]) => [
            constants[`PHONY_ERROR_${name}`],
            [`PHONY_${name}`, type],
        ]),
    );
    byStatus.set(1, ['PHONY_LIBRARY', LibraryError]);
    return function makeError(status, message, line, column, errno) {
        const [code, Type] = byStatus.get(status) ?? ['PHONY_ERROR', PhonyError];
        const error = new Type(message, { code, status, line, column, errno });
        Error.captureStackTrace(error, makeError);
        return error;
    };
}

/** @param {string} message */
export const argumentError = (message) =>
    new ArgumentError(message, { code: 'PHONY_ARGUMENT', status: -2 });

/** @param {string} message */
export const limitError = (message) =>
    new LimitError(message, { code: 'PHONY_LIMIT', status: -10 });

/** @param {string} what */
export const closedError = (what) =>
    new ClosedError(`this ${what} was closed`, { code: 'PHONY_CLOSED' });
