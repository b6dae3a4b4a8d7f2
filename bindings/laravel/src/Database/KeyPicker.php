<?php

// Gives the rows of a table parents that are there: which one follows from the seed and the row, so
// that the same table filled again has the same parents.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Database;

use Illuminate\Database\Connection;
use Illuminate\Database\Query\Builder;
use Phonycloud\Phony\Laravel\Exceptions\SourceException;

final class KeyPicker implements Picker
{
    /** More are not kept in memory; the first ones of the parent's key are enough to look real. */
    private const MOST_PARENTS = 100_000;
    private const DIGITS = 15; // hexadecimal ones that fit an int

    /** @var list<list<mixed>>|null */
    private ?array $parents = null;

    /**
     * @param bool $different every parent once: the columns are unique in the table
     * @param int $rows how many there will be
     */
    public function __construct(
        private readonly Connection $connection,
        private readonly string $table,
        private readonly ForeignKey $key,
        private readonly bool $optional,
        private readonly bool $different,
        private readonly string $seed,
        private readonly int $rows,
    ) {
    }

    public function pick(int $row): array
    {
        $count = $this->count();
        return $this->at($this->different || $count === 0 ? $row : $this->random($row) % $count);
    }

    /** How many parents there are to choose from. */
    public function count(): int
    {
        $this->parents ??= $this->parents();
        return count($this->parents);
    }

    /** @return array<string, mixed> the columns for one of the parents; null where there are none */
    public function at(int $place): array
    {
        $this->parents ??= $this->parents();
        return $this->parents === []
            ? array_fill_keys($this->key->columns, null)
            : array_combine($this->key->columns, $this->parents[$place]);
    }

    /** @return list<string> */
    public function columns(): array
    {
        return $this->key->columns;
    }

    private function random(int $row): int
    {
        $text = implode("\0", [$this->seed, $this->table, ...$this->key->columns, $row]);
        return (int) hexdec(substr(hash('xxh3', $text), 0, self::DIGITS));
    }

    /** @return list<list<mixed>> their keys */
    private function parents(): array
    {
        $query = $this->query()->limit($this->different ? $this->rows : self::MOST_PARENTS);
        $keys = array_map(
            static fn (object $row): array => array_values((array) $row),
            $query->get()->all(),
        );
        $needed = $this->different ? $this->rows : 1;
        if (count($keys) < $needed && !($keys === [] && $this->optional)) {
            throw $this->tooFew(count($keys));
        }
        return $keys;
    }

    private function query(): Builder
    {
        $grammar = $this->connection->getQueryGrammar();
        $query = $this->connection->query()->fromRaw($grammar->wrap($this->key->parent) . ' as p');
        foreach ($this->key->keys as $key) {
            $query->selectRaw('p.' . $grammar->wrap($key))->whereRaw('p.' . $grammar->wrap($key) . ' is not null')
                ->orderByRaw('p.' . $grammar->wrap($key));
        }
        return $this->different ? $query->whereNotExists(fn (Builder $taken) => $this->taken($taken)) : $query;
    }

    private function taken(Builder $query): void
    {
        $grammar = $this->connection->getQueryGrammar();
        $query->selectRaw('1')->fromRaw($grammar->wrapTable($this->table) . ' as c');
        foreach (array_combine($this->key->columns, $this->key->keys) as $column => $key) {
            $query->whereRaw('c.' . $grammar->wrap($column) . ' = p.' . $grammar->wrap($key));
        }
    }

    private function tooFew(int $count): SourceException
    {
        $columns = implode(', ', $this->key->columns);
        return new SourceException($this->different
            ? "$this->table.$columns takes every row of {$this->key->parent} once, and $this->rows are "
                . "asked for where $count are left"
            : "$this->table.$columns refers to {$this->key->parent}, which has no rows: fill it first");
    }
}
