<?php

// Many values, made thousands at a time while they are read. The rows are fixed when the batch is
// made, so it can be read again and gives the same.

declare(strict_types=1);

namespace Phonycloud\Phony;

use Countable;
use Generator;
use IteratorAggregate;
use JsonSerializable;
use Phonycloud\Phony\Exception\ArgumentException;
use Phonycloud\Phony\Internal\Buffer;
use Phonycloud\Phony\Internal\Memory;
use Phonycloud\Phony\Internal\Stream;
use Phonycloud\Phony\Internal\Unserialisable;

/** @implements IteratorAggregate<int, string> */
final class Batch implements IteratorAggregate, Countable, JsonSerializable
{
    use Unserialisable;

    /** Of PHP's arrays and short strings. */
    private const VALUE_BYTES = 64;

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
        $what = "a list of $this->count values";
        Memory::need(self::VALUE_BYTES * $this->count, $what);
        $memory = new Memory($what, $this->count);
        $values = [];
        foreach ($this->pieces() as $piece) {
            if ($values === []) {
                $values = $piece;
            } else {
                array_push($values, ...$piece);
            }
            $memory->check(count($values), count($piece));
        }
        return $values;
    }

    /** @return list<string> */
    public function jsonSerialize(): array
    {
        return $this->toArray();
    }

    /** @return Generator<int, non-empty-list<string>> */
    private function cut(int $size): Generator
    {
        // Several small ones are made at a time.
        $step = max($size, $size * intdiv(Buffer::ROWS, $size));
        for ($done = 0; $done < $this->count; $done += $step) {
            $values = (new self($this->stream, $this->first + $done, min($step, $this->count - $done)))->toArray();
            foreach (array_chunk($values, $size) as $chunk) {
                yield $chunk;
            }
        }
    }

    /**
     * As they come from the library.
     *
     * @return Generator<int, non-empty-list<string>>
     */
    private function pieces(): Generator
    {
        for ($done = 0; $done < $this->count; $done += count($piece)) {
            $piece = $this->stream->range($this->first + $done, $this->count - $done);
            yield $piece;
        }
    }
}
