<?php

// Gives the rows of a table values that depend on what is in the database.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Database;

interface Picker
{
    /** @return array<string, mixed> columns of a row, which are asked for one after another, from 0 */
    public function pick(int $row): array;
}
