<?php

// Whether there is memory for what is asked for: PHP ends the program where its memory_limit is
// passed, and the system ends it where there is no limit.

declare(strict_types=1);

namespace Phonycloud\Phony\Internal;

use Phonycloud\Phony\Exception\LimitException;

/** @internal */
final class Memory
{
    /** What is not worth a look, under a limit and without one. */
    private const LITTLE = 1 << 19;
    private const MUCH = 1 << 30;
    /** PHP takes memory in pieces of 2 MiB, and counts whole ones. */
    private const PIECES = 3 << 20;
    /** Where the system says nothing: what can be thought to be there. */
    private const UNKNOWN = 1 << 34;

    private int $before;

    /** For a list that grows to so many elements: check() it as it does. */
    public function __construct(private string $what, private int $count)
    {
        $this->before = memory_get_usage();
    }

    /** That what is still to come fits as well, as large as what is there, and made $atOnce at a time. */
    public function check(int $done, int $atOnce): void
    {
        $each = (memory_get_usage() - $this->before) / $done;
        $left = $this->count - $done;
        // An array that grows is copied to one of twice the size.
        self::need($left === 0 ? 0 : $each * ($left + $atOnce) + 32 * $this->count, $this->what);
    }

    /** Before memory is asked for. */
    public static function need(int|float $bytes, string $what): void
    {
        $limit = self::limit();
        if ($bytes < ($limit === null ? self::MUCH : self::LITTLE) || $bytes <= self::room($limit)) {
            return;
        }
        gc_mem_caches();
        $room = self::room($limit);
        if ($bytes > $room) {
            throw new LimitException(sprintf(
                '%s: about %d MiB would be needed, and %s %d MiB; take fewer, or one after another',
                $what,
                min($bytes / 1048576, PHP_INT_MAX >> 11),
                $limit === null ? 'there are' : 'memory_limit leaves',
                $room / 1048576
            ));
        }
    }

    private static function limit(): ?int
    {
        $text = (string) ini_get('memory_limit');
        $unit = ['k' => 1 << 10, 'm' => 1 << 20, 'g' => 1 << 30][strtolower(substr($text, -1))] ?? 1;
        $limit = (int) $text * $unit;
        return $limit > 0 ? $limit : null;
    }

    private static function room(?int $limit): int
    {
        return max(0, $limit === null ? self::ofTheSystem() : $limit - memory_get_usage(true) - self::PIECES);
    }

    /** What the machine has left, and the container. */
    private static function ofTheSystem(): int
    {
        $machine = (string) @file_get_contents('/proc/meminfo');
        $left = preg_match('/^MemAvailable:\s+(\d+) kB$/m', $machine, $found) ? 1024 * (int) $found[1] : self::UNKNOWN;
        $container = trim((string) @file_get_contents('/sys/fs/cgroup/memory.max'));
        return ctype_digit($container) ? min($left, (int) $container - memory_get_usage(true)) : $left;
    }
}
