<?php

// Rows that have a table they belong into.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Sources;

use Closure;

interface Storable extends RowSource
{
    public function table(): string;

    /**
     * Puts the rows into their table, chunk by chunk, each in a transaction of its own.
     *
     * @param Closure(int): void $progress told how many have just gone in
     * @return int how many
     */
    public function store(Closure $progress): int;
}
