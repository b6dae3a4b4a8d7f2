<?php

// A foreign key of a table: which of its columns hold the key of which other table.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Database;

final class ForeignKey
{
    /**
     * @param list<string> $columns of the table
     * @param string $parent the table that is referred to, as the database names it
     * @param list<string> $keys the parent's columns, in the order of $columns
     */
    public function __construct(
        public readonly array $columns,
        public readonly string $parent,
        public readonly array $keys,
    ) {
    }

    /**
     * Foreign keys out of rows of a catalogue, one for each pair of columns.
     *
     * @param iterable<object{name: int|string, column: string, parent: string, key: string}> $rows
     * @return list<self>
     */
    public static function fromRows(iterable $rows): array
    {
        $keys = [];
        foreach ($rows as $row) {
            $known = $keys[$row->name] ?? new self([], $row->parent, []);
            $keys[$row->name] = new self(
                [...$known->columns, $row->column],
                $row->parent,
                [...$known->keys, $row->key],
            );
        }
        return array_values($keys);
    }
}
