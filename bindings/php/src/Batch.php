<?php

// Many values, made thousands at a time while they are read. The rows are fixed when the batch is
// made, so it can be read again and gives the same.

declare(strict_types=1);

namespace Phonycloud\Phony;

use Countable;
use Generator;
use IteratorAggregate;
use Phonycloud\Phony\Exception\ArgumentException;
use Phonycloud\Phony\Internal\Check;
use Phonycloud\Phony\Internal\Stream;
use Phonycloud\Phony\Internal\Unserialisable;

/** @implements IteratorAggregate<int, string> */
final class Batch implements IteratorAggregate, Countable
{
    use Unserialisable;

    /** @internal Batches come from Values::batch(). */
    public function __construct(private Stream $stream, private int $first, private int $count)
    {
    }

    public function count(): int
    {
        return $this->count;
    }

    /** @return Generator<int, string> */
    public function getIterator(): Generator
    {
        foreach ($this->pieces() as $piece) {
            foreach ($piece as $value) {
                yield $value;
            }
        }
    }

    /**
     * The values in lists of $size (the last may be shorter): for bulk inserts.
     *
     * @return Generator<int, non-empty-list<string>>
     */
    public function chunks(int $size = 1000): Generator
    {
        if ($size < 1) {
            throw new ArgumentException("a chunk has 1 value or more ($size)");
        }
        return $this->cut($size);
    }

    /** @return list<string> */
    public function toArray(): array
    {
        Check::memory(64 * $this->count, "a list of $this->count values");
        $values = [];
        foreach ($this->pieces() as $piece) {
            array_push($values, ...$piece);
            $mean = memory_get_usage() > 1 << 24 ? strlen(implode($piece)) / count($piece) : 0;
            Check::memory((64 + $mean) * ($this->count - count($values)), "a list of $this->count values");
        }
        return $values;
    }

    /** @return Generator<int, non-empty-list<string>> */
    private function cut(int $size): Generator
    {
        $chunk = [];
        foreach ($this->pieces($size) as $piece) {
            $chunk = $chunk === [] ? $piece : [...$chunk, ...$piece];
            while (count($chunk) >= $size) {
                yield array_slice($chunk, 0, $size);
                $chunk = array_slice($chunk, $size);
            }
        }
        if ($chunk !== []) {
            yield $chunk;
        }
    }

    /**
     * As they come from the library.
     *
     * @return Generator<int, non-empty-list<string>>
     */
    private function pieces(int $size = PHP_INT_MAX): Generator
    {
        for ($done = 0; $done < $this->count; $done += count($piece)) {
            $piece = $this->stream->range($this->first + $done, min($this->count - $done, $size));
            yield $piece;
        }
    }
}
