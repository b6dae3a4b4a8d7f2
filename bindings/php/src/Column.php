<?php

// Values without a PHP string for each: one text, and where each value begins in it.

declare(strict_types=1);

namespace Phonycloud\Phony;

use Countable;
use Phonycloud\Phony\Exception\ArgumentException;

final class Column implements Countable
{
    /**
     * @param string $bytes   the values, one directly behind the other
     * @param string $offsets count + 1 unsigned 32-bit numbers of this machine (unpack('L*')):
     *                        value i is $bytes from offset i to offset i + 1
     */
    public function __construct(public readonly string $bytes, public readonly string $offsets)
    {
    }

    public function count(): int
    {
        return intdiv(strlen($this->offsets), 4) - 1;
    }

    public function at(int $index): string
    {
        if ($index < 0 || $index >= $this->count()) {
            throw new ArgumentException("there is no value $index in a column of " . $this->count());
        }
        /** @var array{1: int, 2: int} $places */
        $places = unpack('L2', $this->offsets, 4 * $index);
        return substr($this->bytes, $places[1], $places[2] - $places[1]);
    }
}
