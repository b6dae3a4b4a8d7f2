<?php

// What arguments must be like before C sees them.

declare(strict_types=1);

namespace Phonycloud\Phony\Internal;

use Phonycloud\Phony\Exception\ArgumentException;
use Phonycloud\Phony\Exception\EncodingException;
use Phonycloud\Phony\Exception\LimitException;
use TypeError;

/** @internal */
final class Check
{
    /** Text that is passed as a C string, which a NUL byte would end. */
    public static function text(string $text, string $name): string
    {
        if (str_contains($text, "\0")) {
            throw new EncodingException("$name holds a NUL byte");
        }
        return $text;
    }

    /** A seed is text or a whole number; 42 is "42". PHP itself would take 4.2 and true as well. */
    public static function seed(mixed $seed): string
    {
        if (!is_int($seed) && !is_string($seed)) {
            throw new TypeError('a seed is a string or an int, not ' . get_debug_type($seed));
        }
        $seed = self::text((string) $seed, 'the seed');
        if (!preg_match('//u', $seed)) {
            throw new EncodingException('the seed is not UTF-8');
        }
        return $seed;
    }

    public static function count(int $count, string $name): int
    {
        if ($count < 0) {
            throw new ArgumentException("$name must not be negative ($count)");
        }
        return $count;
    }

    /** Of the rows that an int can name. */
    public static function range(int $first, int $count): void
    {
        if ($count > PHP_INT_MAX - $first) {
            throw new LimitException("$count values from row $first on are more than there are rows");
        }
    }
}
