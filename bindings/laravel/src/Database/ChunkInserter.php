<?php

// Puts rows into a table: many with one statement, each statement in a transaction of its own, so
// that a chunk is in the table as a whole or not at all. No more than a chunk is kept in memory.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Database;

use Closure;
use Illuminate\Database\Connection;
use Phonycloud\Phony\Laravel\Exceptions\InsertException;
use Phonycloud\Phony\Laravel\Exceptions\SourceException;
use Throwable;

final class ChunkInserter
{
    // How many values one statement can hold: SQLite's limit since 3.32, that of the protocols of
    // MySQL and PostgreSQL, and SQL Server's.
    private const PLACES = ['sqlite' => 32_766, 'mysql' => 65_535, 'mariadb' => 65_535,
        'pgsql' => 65_535, 'sqlsrv' => 2_100];
    private const FEWEST_PLACES = 999;

    /** @param (Closure(int): void)|null $progress told how many rows have just gone in */
    public function __construct(
        private readonly Connection $connection,
        private readonly int $chunk,
        private readonly ?Closure $progress = null,
    ) {
    }

    /**
     * Inserts rows, all of the same columns; with $atomic all of them or none.
     *
     * @param iterable<array<string, mixed>> $rows
     * @return int how many
     * @throws InsertException
     */
    public function insert(string $table, iterable $rows, bool $atomic = false): int
    {
        $work = fn (): int => $this->insertChunks($table, $rows, $atomic);
        return $this->withoutQueryLog(
            $atomic ? fn (): int => (int) $this->connection->transaction($work) : $work
        );
    }

    /** @param iterable<array<string, mixed>> $rows */
    private function insertChunks(string $table, iterable $rows, bool $atomic): int
    {
        $inserted = 0;
        $chunk = [];
        $room = PHP_INT_MAX;
        foreach ($rows as $row) {
            $room = $chunk === [] ? $this->rowsAtOnce(count($row)) : $room;
            $this->assertSameColumns($table, $chunk[0] ?? $row, $row, $inserted + count($chunk));
            $chunk[] = Cell::all($row);
            if (count($chunk) === $room) {
                $inserted += $this->insertChunk($table, $chunk, $inserted, $atomic);
                $chunk = [];
            }
        }
        return $inserted + ($chunk === [] ? 0 : $this->insertChunk($table, $chunk, $inserted, $atomic));
    }

    /** @param list<array<string, mixed>> $chunk */
    private function insertChunk(string $table, array $chunk, int $inserted, bool $atomic): int
    {
        $query = $this->connection->table($table);
        try {
            $this->connection->transaction(static fn (): bool => $query->insert($chunk));
        } catch (Throwable $problem) {
            throw new InsertException($table, $inserted, count($chunk), $atomic, $problem);
        }
        if ($this->progress !== null) {
            ($this->progress)(count($chunk));
        }
        return count($chunk);
    }

    private function rowsAtOnce(int $columns): int
    {
        $places = self::PLACES[$this->connection->getDriverName()] ?? self::FEWEST_PLACES;
        return max(1, min($this->chunk, intdiv($places, max(1, $columns))));
    }

    /**
     * Laravel binds values by their place, so rows of other columns would go wrong silently.
     *
     * @param array<string, mixed> $first
     * @param array<string, mixed> $row
     */
    private function assertSameColumns(string $table, array $first, array $row, int $number): void
    {
        if ($row === []) {
            throw new SourceException("$table: row $number has no columns");
        }
        if (count($first) !== count($row) || array_diff_key($first, $row) !== []) {
            throw new SourceException(sprintf(
                '%s: row %d has the columns %s, those before it %s',
                $table,
                $number,
                implode(', ', array_keys($row)),
                implode(', ', array_keys($first)),
            ));
        }
    }

    /**
     * A query log would keep all the rows.
     *
     * @param Closure(): int $work
     */
    private function withoutQueryLog(Closure $work): int
    {
        $logs = $this->connection->logging();
        $this->connection->disableQueryLog();
        try {
            return $work();
        } finally {
            if ($logs) {
                $this->connection->enableQueryLog();
            }
        }
    }
}
