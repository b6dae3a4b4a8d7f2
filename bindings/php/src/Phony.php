<?php

// The front door: everything that a Source has, as static methods of one for the whole process.

declare(strict_types=1);

namespace Phonycloud\Phony;

final class Phony
{
    /** Of this package; the C library must be of the same series (0.1). */
    public const VERSION = '0.1.0';

    private static ?Source $source = null;

    private function __construct()
    {
    }

    /** What the static methods take values from: made at the first use, with a fresh seed. */
    public static function source(): Source
    {
        return self::$source ??= new Source();
    }

    /** Has the static methods take values from another source; null: from a fresh one. */
    public static function use(?Source $source): void
    {
        self::$source = $source;
    }

    /**
     * A source of this seed, beginning at row 0. The default one stays as it is.
     *
     * @param int|string $seed
     */
    public static function seed(mixed $seed): Source
    {
        return self::source()->seed($seed);
    }

    public static function locale(string $locale): Source
    {
        return self::source()->locale($locale);
    }

    /** @param ?string $mode 'numbered', 'named' or 'strict'; null: the way that fits the values */
    public static function unique(?string $mode = null, ?int $rows = null): Source
    {
        return self::source()->unique($mode, $rows);
    }

    public static function name(): Names
    {
        return (self::$source ??= new Source())->name();
    }

    public static function firstName(): Values
    {
        return (self::$source ??= new Source())->firstName();
    }

    public static function lastName(): Values
    {
        return (self::$source ??= new Source())->lastName();
    }

    public static function gender(): Values
    {
        return (self::$source ??= new Source())->gender();
    }

    public static function email(): Values
    {
        return (self::$source ??= new Source())->email();
    }

    public static function username(): Values
    {
        return (self::$source ??= new Source())->username();
    }

    public static function phone(): Values
    {
        return (self::$source ??= new Source())->phone();
    }

    public static function company(): Values
    {
        return (self::$source ??= new Source())->company();
    }

    public static function city(): Values
    {
        return (self::$source ??= new Source())->city();
    }

    public static function streetAddress(): Values
    {
        return (self::$source ??= new Source())->streetAddress();
    }

    public static function word(): Values
    {
        return (self::$source ??= new Source())->word();
    }

    public static function sentence(): Values
    {
        return (self::$source ??= new Source())->sentence();
    }

    public static function paragraph(): Values
    {
        return (self::$source ??= new Source())->paragraph();
    }

    /** Values of a model: its name ("tr_TR/city_names"), its path, or one that was trained or opened here. */
    public static function model(string|Model $model): Values
    {
        return self::source()->model($model);
    }

    /** Values of a model's file. */
    public static function loadModel(string $path): Values
    {
        return self::source()->loadModel($path);
    }

    /**
     * Texts such as "{first} {last} <{email}>".
     *
     * @param array<string, string|Values> $with more names for the braces: templates, or values
     */
    public static function template(string $text, array $with = []): Values
    {
        return self::source()->template($text, $with);
    }

    /**
     * A data set of a schema's file (PDL).
     *
     * @param array<string, int> $counts   rows by entity, before the schema's
     * @param ?string            $scenario of the schema
     * @param ?string            $now      the reference time, RFC 3339
     * @param ?string            $locale   in place of the schema's
     */
    public static function schema(
        string $path,
        array $counts = [],
        ?string $scenario = null,
        ?string $now = null,
        ?string $locale = null
    ): Schema {
        return self::source()->schema($path, $counts, $scenario, $now, $locale);
    }

    /**
     * Learns a model, of a file's path or of values.
     *
     * @param string|iterable<mixed> $values
     * @param mixed                  ...$options by name, as TrainingOptions has them
     */
    public static function train(string|iterable $values, mixed ...$options): Model
    {
        return self::source()->train($values, ...$options);
    }

    /**
     * The models that can be called by name, and where they lie.
     *
     * @return array<string, string> paths by name
     */
    public static function models(): array
    {
        return Model::all();
    }
}
