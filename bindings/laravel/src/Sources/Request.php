<?php

// How many rows are asked for, of what, and how they are to be stored.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Sources;

use Phonycloud\Phony\Source;

final class Request
{
    /**
     * @param int $first the row to begin with
     * @param int $all how many rows there are in all: what unique values are unique among
     * @param ?string $connection of the database; null: the usual one
     */
    public function __construct(
        public readonly Source $phony,
        public readonly int $count,
        public readonly int $first,
        public readonly int $all,
        public readonly int $chunk,
        public readonly ?string $connection,
        public readonly bool $unique,
        public readonly bool $atomic,
        public readonly bool $bulk,
    ) {
    }
}
