<?php

// What config/phony.php says, checked once and typed.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel;

use Phonycloud\Phony\Laravel\Exceptions\SettingException;

final class Settings
{
    private const MOST_ROWS = 1_000_000_000_000;
    private const MOST_AT_ONCE = 100_000;

    /** @param list<string> $models folders */
    private function __construct(
        public readonly string|int|null $seed,
        public readonly ?string $locale,
        public readonly ?string $library,
        public readonly array $models,
        public readonly int $uniqueRows,
        public readonly int $chunk,
    ) {
    }

    /**
     * @param array<string, mixed> $config
     * @throws SettingException
     */
    public static function from(array $config): self
    {
        return new self(
            self::seed($config['seed'] ?? null),
            self::text('locale', $config['locale'] ?? null),
            self::text('library', $config['library'] ?? null),
            self::folders($config['models'] ?? []),
            self::number('unique_rows', $config['unique_rows'] ?? 1_000_000, self::MOST_ROWS),
            self::number('chunk', $config['chunk'] ?? 1000, self::MOST_AT_ONCE),
        );
    }

    private static function seed(mixed $value): string|int|null
    {
        if ($value === null || $value === '' || is_int($value) || is_string($value)) {
            return $value === '' ? null : $value;
        }
        throw self::wrong('seed', 'text or a whole number', $value);
    }

    private static function text(string $key, mixed $value): ?string
    {
        if ($value === null || is_string($value)) {
            return $value === '' ? null : $value;
        }
        throw self::wrong($key, 'text', $value);
    }

    /** A number, also written as text, as the environment has it. */
    private static function number(string $key, mixed $value, int $most): int
    {
        $number = is_bool($value) ? false : filter_var($value, FILTER_VALIDATE_INT);
        if ($number === false || $number < 1 || $number > $most) {
            throw self::wrong($key, 'a whole number from 1 to ' . number_format($most), $value);
        }
        return $number;
    }

    /** @return list<string> */
    private static function folders(mixed $value): array
    {
        $folders = is_string($value) ? explode(PATH_SEPARATOR, $value) : $value;
        if (!is_array($folders) || array_filter($folders, 'is_string') !== $folders) {
            throw self::wrong('models', 'a list of folders', $value);
        }
        return array_values(array_filter($folders, static fn (string $one): bool => $one !== ''));
    }

    private static function wrong(string $key, string $wanted, mixed $value): SettingException
    {
        $given = is_scalar($value) ? var_export($value, true) : get_debug_type($value);
        return new SettingException("phony.$key must be $wanted, not $given");
    }
}
