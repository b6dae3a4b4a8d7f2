<?php

// What a value becomes before it is bound to a statement: what PDO takes, nothing taken for granted.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Database;

use BackedEnum;
use DateTimeInterface;
use Illuminate\Contracts\Database\Query\Expression as ExpressionContract;
use Illuminate\Database\Query\Expression;
use Phonycloud\Phony\Laravel\Exceptions\SourceException;
use Phonycloud\Phony\Values;
use Stringable;

final class Cell
{
    private const JSON = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR;

    /**
     * @param array<string, mixed> $row
     * @return array<string, mixed>
     */
    public static function all(array $row): array
    {
        foreach ($row as $column => $value) {
            if (!is_string($value) && !is_int($value)) {
                $row[$column] = self::of($value, $column);
            }
        }
        return $row;
    }

    private static function of(mixed $value, int|string $column): mixed
    {
        return match (true) {
            $value === null, is_scalar($value) => $value,
            $value instanceof Expression, $value instanceof ExpressionContract => $value,
            $value instanceof DateTimeInterface => $value->format(self::precision($value)),
            $value instanceof Values => $value->generate(),
            $value instanceof BackedEnum => $value->value,
            is_array($value) => json_encode($value, self::JSON),
            $value instanceof Stringable => (string) $value,
            default => throw new SourceException(
                "$column: " . get_debug_type($value) . ' is nothing that a database takes'
            ),
        };
    }

    private static function precision(DateTimeInterface $time): string
    {
        return $time->format('u') === '000000' ? 'Y-m-d H:i:s' : 'Y-m-d H:i:s.u';
    }
}
