<?php

// The application's source of values as static methods, for factories, seeders and tests.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Facades;

use Illuminate\Support\Facades\Facade;
use Phonycloud\Phony\Model;
use Phonycloud\Phony\Laravel\Settings;
use Phonycloud\Phony\Source;

/**
 * @method static \Phonycloud\Phony\Source seed(int|string $seed)
 * @method static \Phonycloud\Phony\Source locale(string $locale)
 * @method static string currentSeed()
 * @method static string currentLocale()
 * @method static \Phonycloud\Phony\Names name()
 * @method static \Phonycloud\Phony\Values firstName()
 * @method static \Phonycloud\Phony\Values lastName()
 * @method static \Phonycloud\Phony\Values gender()
 * @method static \Phonycloud\Phony\Values email()
 * @method static \Phonycloud\Phony\Values username()
 * @method static \Phonycloud\Phony\Values phone()
 * @method static \Phonycloud\Phony\Values company()
 * @method static \Phonycloud\Phony\Values city()
 * @method static \Phonycloud\Phony\Values streetAddress()
 * @method static \Phonycloud\Phony\Values word()
 * @method static \Phonycloud\Phony\Values sentence()
 * @method static \Phonycloud\Phony\Values paragraph()
 * @method static \Phonycloud\Phony\Values model(string|\Phonycloud\Phony\Model $model)
 * @method static \Phonycloud\Phony\Values loadModel(string $path)
 * @method static \Phonycloud\Phony\Values template(string $text, array $with = [])
 * @method static \Phonycloud\Phony\Schema schema(string $path, array $counts = [], ?string $scenario = null, ?string $now = null)
 * @method static \Phonycloud\Phony\Model train(string|iterable $values, mixed ...$options)
 *
 * @see \Phonycloud\Phony\Source
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
