// The types of '@phonycloud/phony'.

import { Readable } from 'node:stream';

/** A seed is a text; the number 42 is the text "42". */
export type Seed = string | number | bigint;

export type UniqueMode = 'usual' | 'numbered' | 'named' | 'strict';

export interface PhonyOptions {
    /** A fresh one where none is given: `phony.seed()` tells it. */
    seed?: Seed;
    /** Of names, places and models without a folder: "en_US". */
    locale?: string;
}

/** UTF-8: value i is bytes[offsets[i] .. offsets[i + 1]). */
export interface TextColumns {
    bytes: Uint8Array;
    offsets: Uint32Array;
}

/** A function that gives the next value, with methods for many values and for constraints. */
export interface Generator extends Iterable<string> {
    (): string;
    /** The next value. */
    generate(): string;
    /** The next `count` values. */
    take(count: number): string[];
    /** The next `count` values, made on the thread pool. */
    batch(count: number): Promise<string[]>;
    /** The next `count` values as bytes, made on the thread pool and not copied. */
    columns(count: number): Promise<TextColumns>;
    /** The value of a row; what comes next stays the same. */
    at(row: number | bigint): string;
    /** Without end. */
    [Symbol.iterator](): IterableIterator<string>;

    minLength(length: number): this;
    maxLength(length: number): this;
    minWords(words: number): this;
    maxWords(words: number): this;
    startsWith(prefix: string): this;
    endsWith(suffix: string): this;
    contains(part: string): this;
    /** The whole value matches: spec/patterns.md. */
    matches(pattern: string | RegExp): this;
    /** Row by row in the order of code points; of 1,000,000 rows where none are given. */
    sorted(rows?: number): this;
    /** No value twice; of 1,000,000 rows where none are given. */
    unique(mode?: UniqueMode, rows?: number): this;
    /** Of persons. */
    male(): this;
    female(): this;
}

export interface NameGenerator extends Generator {
    full(): string;
    first(): string;
    last(): string;
}

/** To ask `value instanceof Generator`; generators are taken from a Phony. */
export declare const Generator: {
    readonly prototype: Generator;
    [Symbol.hasInstance](value: unknown): value is Generator;
};
export declare const NameGenerator: {
    readonly prototype: NameGenerator;
    [Symbol.hasInstance](value: unknown): value is NameGenerator;
};

export interface ModelInfo {
    formatVersion: number;
    order: number;
    mode: 'char' | 'word' | 'hybrid';
    hasOriginals: boolean;
    values: number;
    weight: number;
    minCount: number;
    tokens: number;
    ngrams: number;
    memory: number;
    samplerMemory: number;
    created: number;
}

export interface TrainOptions {
    /** n: 1 to 8; 5, for words 3. */
    order?: number;
    mode?: 'char' | 'word' | 'hybrid';
    weighting?: 'default' | 'count' | 'sqrt' | 'log' | 'once';
    letterCase?: 'keep' | 'lower' | 'upper' | 'title';
    filters?: ('lettersOnly' | 'noSymbols')[];
    threads?: number;
    /** Never give a value that was learned. */
    excludeOriginals?: boolean;
    minCount?: number;
    minLength?: number;
    wordMinCount?: number;
    /** Recorded as the time of making, in seconds since 1970. */
    timestamp?: number;
    name?: string;
    locale?: string;
    source?: string;
    license?: string;
    vocabulary?: string;
    sentences?: string;
    salt?: string;
    minSupport?: number;
    /** Differential privacy for every single value: spec/privacy.md. */
    epsilon?: number;
    delta?: number;
    maxTokens?: number;
    /** Of the file. */
    format?: 'auto' | 'text' | 'csv' | 'json' | 'ndjson';
    delimiter?: string;
    noHeader?: boolean;
    column?: string;
    weightColumn?: string;
    maxValueBytes?: number;
}

export declare class Model {
    private constructor();
    readonly info: ModelInfo;
    save(path: string): Promise<void>;
    close(): void;
    /** `using model = ...` */
    [Symbol.dispose](): void;
}

export interface SchemaOptions {
    /** That of the Phony where none is given. */
    seed?: Seed;
    scenario?: string;
    counts?: Record<string, number>;
    locale?: string;
    now?: string;
    mode?: 'random' | 'coverage';
}

export interface Field {
    name: string;
    column: string;
    type: string;
    generator: string;
    nullShare: number;
    isPrimary: boolean;
    isUnique: boolean;
    canBeNull: boolean;
    references: string | null;
}

export interface Relationship {
    child: string;
    parent: string;
    childFields: string;
    parentFields: string;
    cardinality: string;
    min: number;
    max: number;
    mean: number;
    optional: number;
}

export type Format = 'csv' | 'json' | 'ndjson' | 'copy' | 'load' | 'sql';
export type Dialect = 'postgres' | 'mysql' | 'sqlite';

/**
 * Whole numbers are numbers, or bigints where they would not be exact; decimals, dates ("2024-02-29"),
 * times and uuids are strings; timestamps are Dates; bytea is a Buffer.
 */
export type Cell = number | bigint | string | boolean | Date | Buffer | null;
export type Row = Record<string, Cell>;

export interface Column {
    name: string;
    type: string;
    /** Of decimals: values are times 10^scale. */
    scale: number;
    /** nulls[i] is 1 where row i is null; null where none is. */
    nulls: Uint8Array | null;
    /** Of texts the bytes; of uuids 16 bytes each. */
    values: BigInt64Array | Float64Array | Uint8Array;
    /** Of texts. */
    offsets: Uint32Array | null;
}

export declare class Rows implements Iterable<Row> {
    private constructor();
    readonly length: number;
    [Symbol.iterator](): IterableIterator<Row>;
    toArray(): Row[];
    /** In object mode; rows are made as they are read. */
    stream(): Readable;
    /** Bytes; `sql` needs a dialect. */
    write(format: Format, options?: { dialect?: Dialect }): Readable;
    columns(first?: number, count?: number): Promise<Column[]>;
}

export declare class Entity implements Iterable<Row> {
    private constructor();
    readonly name: string;
    readonly table: string;
    readonly count: number;
    readonly fields: Field[];
    /** All rows, or so many; see SchemaOptions.counts. */
    rows(count?: number): Rows;
    /** Of all rows. */
    [Symbol.iterator](): IterableIterator<Row>;
    stream(): Readable;
    write(format: Format, options?: { dialect?: Dialect }): Readable;
    columns(first?: number, count?: number): Promise<Column[]>;
}

export declare class Schema {
    private constructor();
    entities(): Entity[];
    entity(name: string): Entity;
    relationships(): Relationship[];
    ddl(dialect: Dialect, part?: 'open' | 'drop' | 'create' | 'finish' | 'close'): string;
    close(): void;
    [Symbol.dispose](): void;
}

export declare class Phony {
    constructor(options?: PhonyOptions);

    /** The seed, as text. */
    seed(): string;
    /** One like this, of another seed, from row 0 on. */
    seed(seed: Seed): Phony;
    locale(): string;
    locale(locale: string): Phony;
    /** One like this, always the same, whose generators give no value twice. */
    unique(mode?: UniqueMode, rows?: number): Phony;

    name(): NameGenerator;
    readonly email: Generator;
    readonly username: Generator;
    readonly phone: Generator;
    readonly company: Generator;
    readonly city: Generator;
    readonly streetAddress: Generator;
    readonly firstName: Generator;
    readonly lastName: Generator;
    readonly gender: Generator;
    readonly word: Generator;
    readonly sentence: Generator;
    readonly paragraph: Generator;

    /** By its name, its path, or itself. */
    model(model: string | Model): Generator;
    loadModel(path: string): Generator;
    /** {first}, {last}, {full} and {gender} are a person's; other names: spec/templates.md. */
    template(text: string, bindings?: Record<string, string | Generator>): Generator;
    /** A PDL document, or its path. */
    schema(schema: string | object, options?: SchemaOptions): Schema;
    train(values: string | Iterable<string>, options?: TrainOptions): Promise<Model>;
    models(): string[];
    close(): void;
    /** `using phony = new Phony()` */
    [Symbol.dispose](): void;
}

/** Of values, or of the list in a file. */
export declare function train(
    values: string | Iterable<string>,
    options?: TrainOptions,
): Promise<Model>;
/** The names of all models that can be called by name. */
export declare function models(): string[];
/** Lets go of all models that are in no use: a context's Phonys share what they have opened. */
export declare function forgetModels(): void;
/** Of libphony. */
export declare const libraryVersion: string;

export declare class PhonyError extends Error {
    /** "PHONY_NOT_FOUND" */
    readonly code: string;
    /** The library's number; 0 for the binding's own. */
    readonly status: number;
    readonly line?: number;
    readonly column?: number;
    readonly errno?: number;
}
export declare class MemoryError extends PhonyError {}
export declare class ArgumentError extends PhonyError {}
export declare class IoError extends PhonyError {}
export declare class NotFoundError extends PhonyError {}
export declare class EncodingError extends PhonyError {}
export declare class SyntaxError extends PhonyError {}
export declare class EmptyError extends PhonyError {}
export declare class ModelError extends PhonyError {}
export declare class VersionError extends PhonyError {}
export declare class LimitError extends PhonyError {}
export declare class MismatchError extends PhonyError {}
export declare class SpaceError extends PhonyError {}
export declare class ExhaustedError extends PhonyError {}
export declare class CancelledError extends PhonyError {}
export declare class SchemaError extends PhonyError {
    readonly problems: {
        file: string | null;
        line: number;
        column: number;
        path: string | null;
        message: string;
    }[];
}
export declare class LibraryError extends PhonyError {}
export declare class ClosedError extends PhonyError {}
