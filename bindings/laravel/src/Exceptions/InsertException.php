<?php

// Rows that a database refused: which ones, and how many before them are in the table.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Exceptions;

use Illuminate\Database\QueryException;
use Throwable;

final class InsertException extends PhonyLaravelException
{
    public function __construct(
        public readonly string $table,
        public readonly int $inserted,
        public readonly int $refused,
        bool $undone,
        Throwable $previous
    ) {
        // Laravel's own message holds the statement with all of its rows.
        $reason = $previous instanceof QueryException ? $previous->getPrevious() : $previous;
        $kept = $undone ? 'and all rows before them were taken back' : "$inserted rows before them are in";
        parent::__construct(sprintf(
            '%s: rows %d to %d were refused as a whole, %s: %s',
            $table,
            $inserted + 1,
            $inserted + $refused,
            $kept,
            ($reason ?? $previous)->getMessage(),
        ), 0, $previous);
    }
}
