// The types of '@phonycloud/phony/faker'.

export type Sex = 'female' | 'male';
export type Count = number | { min: number; max: number };
export type Moment = Date | number | string;
type Account = { firstName?: string; lastName?: string };
type Length = Count | { length?: Count };
type Casing = 'upper' | 'lower' | 'mixed';
type Letters = Count | { length?: Count; casing?: Casing; exclude?: string[] | string };
type Span = { years?: number; refDate?: Moment };
type Days = { days?: number; refDate?: Moment };
type InBase = number | { min?: number; max?: number };

export declare class Faker {
    constructor(options?: { seed?: number | string | (number | string)[]; locale?: string });
    /** All begins anew, of this seed or of a fresh one; gives the seed. */
    seed(seed?: number | number[]): number | number[];
    setDefaultRefDate(moment?: Moment | (() => Moment)): void;

    readonly person: {
        firstName(sex?: Sex): string;
        lastName(sex?: Sex): string;
        fullName(options?: Account & { sex?: Sex }): string;
        middleName(sex?: Sex): string;
        sex(): string;
        sexType(): Sex;
    };
    readonly internet: {
        email(options?: Account & { provider?: string }): string;
        exampleEmail(options?: Account): string;
        username(options?: Account): string;
        userName(options?: Account): string;
        displayName(options?: Account): string;
        domainWord(): string;
        domainName(): string;
        url(options?: { protocol?: 'http' | 'https'; appendSlash?: boolean }): string;
        protocol(): 'http' | 'https';
        httpMethod(): 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
        ip(): string;
        ipv4(): string;
        ipv6(): string;
        mac(separator?: string | { separator?: string }): string;
        port(): number;
        password(options?: { length?: number; pattern?: RegExp; prefix?: string }): string;
    };
    readonly location: {
        city(): string;
        street(): string;
        streetAddress(): string;
        buildingNumber(): string;
        zipCode(format?: string | { format?: string }): string;
        latitude(options?: { min?: number; max?: number; precision?: number }): number;
        longitude(options?: { min?: number; max?: number; precision?: number }): number;
    };
    readonly company: { name(): string };
    readonly phone: { number(): string };
    readonly lorem: {
        word(options?: Length): string;
        words(count?: Count): string;
        sentence(words?: Count): string;
        sentences(count?: Count, separator?: string): string;
        paragraph(sentences?: Count): string;
        paragraphs(count?: Count, separator?: string): string;
        text(): string;
        lines(count?: Count): string;
        slug(words?: Count): string;
    };
    readonly number: {
        int(options?: number | { min?: number; max?: number; multipleOf?: number }): number;
        float(
            options?:
                | number
                | { min?: number; max?: number; fractionDigits?: number; multipleOf?: number },
        ): number;
        bigInt(
            options?:
                | bigint
                | number
                | { min?: bigint | number; max?: bigint | number; multipleOf?: bigint | number },
        ): bigint;
        binary(options?: InBase): string;
        octal(options?: InBase): string;
        hex(options?: InBase): string;
    };
    readonly datatype: { boolean(options?: number | { probability?: number }): boolean };
    readonly string: {
        uuid(): string;
        alpha(options?: Letters): string;
        alphanumeric(options?: Letters): string;
        numeric(options?: Count | { length?: Count; allowLeadingZeros?: boolean }): string;
        hexadecimal(
            options?: Count | { length?: Count; casing?: Casing; prefix?: string },
        ): string;
        fromCharacters(characters: string | readonly string[], length?: Count): string;
        nanoid(length?: Count): string;
        sample(length?: Count): string;
    };
    readonly date: {
        past(options?: Span): Date;
        future(options?: Span): Date;
        recent(options?: Days): Date;
        soon(options?: Days): Date;
        anytime(options?: { refDate?: Moment }): Date;
        between(options: { from: Moment; to: Moment }): Date;
        betweens(options: { from: Moment; to: Moment; count?: Count }): Date[];
        birthdate(options?: {
            min?: number;
            max?: number;
            mode?: 'age' | 'year';
            refDate?: Moment;
        }): Date;
    };
    readonly helpers: {
        arrayElement<const T>(list: readonly T[]): T;
        arrayElements<const T>(list: readonly T[], count?: Count): T[];
        weightedArrayElement<const T>(list: readonly { weight: number; value: T }[]): T;
        shuffle<T>(list: T[], options?: { inplace?: boolean }): T[];
        uniqueArray<T>(source: readonly T[] | (() => T), length: number): T[];
        multiple<T>(make: (value: unknown, index: number) => T, options?: { count?: Count }): T[];
        maybe<T>(make: () => T, options?: { probability?: number }): T | undefined;
        objectKey<T extends object>(object: T): keyof T;
        objectValue<T extends object>(object: T): T[keyof T];
        objectEntry<T extends object>(object: T): [keyof T, T[keyof T]];
        enumValue<T extends Record<string | number, string | number>>(type: T): T[keyof T];
        slugify(text?: string): string;
        replaceSymbols(text?: string): string;
        rangeToNumber(count: Count): number;
    };
}

export declare const faker: Faker;
