<?php

// Gives the rows of a table values that depend on what is in the database.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Database;

interface Picker
{
    /**
     * @param int $row its number in the whole, of which a run may make a part; rows come one after another
     * @return array<string, mixed> its columns
     */
    public function pick(int $row): array;
}
