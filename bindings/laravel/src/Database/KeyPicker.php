<?php

// Gives the rows of a table parents that are there: which one follows from the seed and the row, so
// that the same table filled again has the same parents.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Database;

use Illuminate\Database\Connection;
use Illuminate\Database\Query\Builder;
use Phonycloud\Phony\Laravel\Exceptions\SourceException;
use Phonycloud\Phony\Laravel\Sources\Request;

final class KeyPicker implements Picker
{
    /** More are not kept in memory; the first ones of the parent's key are enough to look real. */
    private const MOST_PARENTS = 100_000;
    private const DIGITS = 15; // hexadecimal ones that fit an int

    /** @var array<string, list<mixed>>|null their keys, by the columns that refer to them */
    private ?array $parents = null;

    /** @param bool $different every parent once: the columns are unique in the table */
    public function __construct(
        private readonly Connection $connection,
        private readonly string $table,
        private readonly ForeignKey $key,
        private readonly bool $optional,
        private readonly bool $different,
        private readonly Request $request,
    ) {
    }

    public function pick(int $row): array
    {
        // Those that a run before this one has taken are not there any more.
        return $this->at($this->different ? $row - $this->request->first : $this->random($row));
    }

    /** How many parents there are to choose from. */
    public function count(): int
    {
        $this->parents ??= $this->parents();
        return count($this->parents[$this->key->columns[0]]);
    }

    /** @return array<string, mixed> the columns for one of the parents; null where there are none */
    public function at(int $place): array
    {
        $count = $this->count();
        return array_map(
            static fn (array $keys): mixed => $count === 0 ? null : $keys[$place % $count],
            $this->parents ?? [],
        );
    }

    /** @return list<string> */
    public function columns(): array
    {
        return $this->key->columns;
    }

    private function random(int $row): int
    {
        $text = implode("\0", [$this->request->phony->currentSeed(), $this->table, ...$this->key->columns, $row]);
        return (int) hexdec(substr(hash('xxh3', $text), 0, self::DIGITS));
    }

    /** @return array<string, list<mixed>> */
    private function parents(): array
    {
        $count = 0;
        $parents = array_fill_keys($this->key->columns, []);
        $query = $this->query()->limit($this->different ? $this->request->count : self::MOST_PARENTS);
        foreach ($query->cursor() as $row) {
            foreach (array_combine($this->key->columns, array_values((array) $row)) as $column => $key) {
                $parents[$column][] = $key;
            }
            $count++;
        }
        if ($count < ($this->different ? $this->request->count : 1) && !($count === 0 && $this->optional)) {
            throw $this->tooFew($count);
        }
        return $parents;
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
            ? "$this->table.$columns takes every row of {$this->key->parent} once, and {$this->request->count} are "
                . "asked for where $count are left"
            : "$this->table.$columns refers to {$this->key->parent}, which has no rows: fill it first");
    }
}
