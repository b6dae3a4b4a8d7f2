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
    /** What is not worth a look. */
    private const LITTLE = 1 << 19;
    /** PHP takes memory in pieces of 2 MiB, and counts whole ones. */
    private const PIECES = 3 << 20;
    /** Without a memory_limit: what can be thought to be there. */
    private const UNLIMITED = 1 << 36;

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

    /** Before memory is asked for: PHP ends the program when its memory_limit is passed. */
    public static function memory(int|float $bytes, string $what): void
    {
        if ($bytes < self::LITTLE || $bytes <= self::room()) {
            return;
        }
        gc_mem_caches();
        $room = self::room();
        if ($bytes > $room) {
            throw new LimitException(sprintf(
                '%s: about %d MiB would be needed, and memory_limit leaves %d MiB; take fewer, or one after another',
                $what,
                min($bytes / 1048576, PHP_INT_MAX >> 11),
                $room / 1048576
            ));
        }
    }

    private static function room(): int
    {
        $text = (string) ini_get('memory_limit');
        $unit = ['k' => 1 << 10, 'm' => 1 << 20, 'g' => 1 << 30][strtolower(substr($text, -1))] ?? 1;
        $limit = (int) $text * $unit;
        return $limit > 0 ? max(0, $limit - memory_get_usage(true) - self::PIECES) : self::UNLIMITED;
    }
}
