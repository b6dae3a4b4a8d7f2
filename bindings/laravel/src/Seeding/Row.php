<?php

// A row that is being made, as the closure of a seeder gets it: all that a source of values has, and
// choices that follow from the seed and the row as well.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Seeding;

use InvalidArgumentException;
use Phonycloud\Phony\Source;

/** @mixin Source */
final class Row
{
    private const DIGITS = 12; // hexadecimal ones: 48 bits, exact as a float and enough to choose by

    private int $choices = 0;

    /**
     * @param int $number of the row in its table, from 0
     * @param ?int $uniqueRows how many rows unique() is good for; null: as many as a source's own
     */
    public function __construct(
        public readonly Source $phony,
        public readonly int $number,
        private readonly ?int $uniqueRows = null
    ) {
    }

    /** @param list<mixed> $arguments */
    public function __call(string $method, array $arguments): mixed
    {
        return $this->phony->$method(...$arguments);
    }

    /** The same source with all of its values unique, for as many rows as phony.unique_rows says. */
    public function unique(?string $mode = null, ?int $rows = null): Source
    {
        return $this->phony->unique($mode, $rows ?? $this->uniqueRows);
    }

    /** A whole number, each of the range as likely as the others. */
    public function integer(int $least, int $most): int
    {
        if ($most < $least || $most - $least >= 1 << 48) {
            throw new InvalidArgumentException("there is no range of whole numbers from $least to $most");
        }
        return $least + (int) ($this->share() * ($most - $least + 1));
    }

    /**
     * @template T
     * @param non-empty-array<T> $values
     * @return T
     */
    public function oneOf(array $values): mixed
    {
        if ($values === []) {
            throw new InvalidArgumentException('there is nothing to choose from');
        }
        return array_values($values)[$this->integer(0, count($values) - 1)];
    }

    /** True for this share of the rows. */
    public function chance(float $share): bool
    {
        return $this->share() < $share;
    }

    /** A number from 0 to below 1; another one each time it is asked for. */
    private function share(): float
    {
        $text = implode("\0", [$this->phony->currentSeed(), $this->number, $this->choices++]);
        return hexdec(substr(hash('xxh3', $text), 0, self::DIGITS)) / (1 << 48);
    }
}
