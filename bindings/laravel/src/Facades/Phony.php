<?php

// The application's source of values as static methods, for factories, seeders and tests.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Facades;

use Illuminate\Support\Facades\Facade;
use Phonycloud\Phony\Laravel\Settings;
use Phonycloud\Phony\Model;
use Phonycloud\Phony\Names;
use Phonycloud\Phony\Schema;
use Phonycloud\Phony\Source;
use Phonycloud\Phony\Values;

/**
 * @method static Source seed(int|string $seed)
 * @method static Source locale(string $locale)
 * @method static string currentSeed()
 * @method static string currentLocale()
 * @method static Names name()
 * @method static Values firstName()
 * @method static Values lastName()
 * @method static Values gender()
 * @method static Values email()
 * @method static Values username()
 * @method static Values phone()
 * @method static Values company()
 * @method static Values city()
 * @method static Values streetAddress()
 * @method static Values word()
 * @method static Values sentence()
 * @method static Values paragraph()
 * @method static Values model(string|Model $model)
 * @method static Values loadModel(string $path)
 * @method static Values template(string $text, array $with = [])
 * @method static Schema schema(string $path, array $counts = [], ?string $scenario = null, ?string $now = null, ?string $locale = null)
 * @method static Model train(string|iterable $values, mixed ...$options)
 *
 * @see Source
 */
final class Phony extends Facade
{
    /** The same source with all of its values unique, for as many rows as phony.unique_rows says. */
    public static function unique(?string $mode = null, ?int $rows = null): Source
    {
        $source = self::source();
        return $source->unique($mode, $rows ?? static::$app->make(Settings::class)->uniqueRows);
    }

    /**
     * The models that can be called by name, and where they lie.
     *
     * @return array<string, string> paths by name
     */
    public static function models(): array
    {
        self::source();
        return Model::all();
    }

    /** What the application's values come from. */
    public static function source(): Source
    {
        $source = static::getFacadeRoot();
        assert($source instanceof Source);
        return $source;
    }

    protected static function getFacadeAccessor(): string
    {
        return Source::class;
    }
}
