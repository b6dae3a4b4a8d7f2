<?php

// Rows for a table that has no factory, by its columns: the library chooses generators for them, the
// database fills what it counts itself, and foreign keys get rows that are there.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Sources;

use Closure;
use Illuminate\Database\Connection;
use Phonycloud\Phony\Laravel\Database\Catalog;
use Phonycloud\Phony\Laravel\Database\ChunkInserter;
use Phonycloud\Phony\Laravel\Database\CombinationPicker;
use Phonycloud\Phony\Laravel\Database\EntityRows;
use Phonycloud\Phony\Laravel\Database\ForeignKey;
use Phonycloud\Phony\Laravel\Database\KeyPicker;
use Phonycloud\Phony\Laravel\Database\Picker;
use Phonycloud\Phony\Laravel\Database\TableSchema;
use Phonycloud\Phony\Laravel\Exceptions\SourceException;

final class TableSource implements Storable
{
    private readonly Catalog $catalog;

    public function __construct(
        private readonly Connection $connection,
        private readonly string $table,
        private readonly Request $request,
    ) {
        $this->catalog = Catalog::of($connection);
        if (!$this->catalog->has($table)) {
            throw new SourceException("there is no table \"$table\" in {$connection->getDatabaseName()}");
        }
    }

    public function table(): string
    {
        return $this->table;
    }

    public function store(Closure $progress): int
    {
        $inserter = new ChunkInserter($this->connection, $this->request->chunk, $progress);
        $isPostgres = $this->connection->getDriverName() === 'pgsql';
        return $inserter->insert($this->table, $this->all($isPostgres), $this->request->atomic);
    }

    public function rows(): iterable
    {
        return $this->all(true);
    }

    /**
     * @param bool $digits bytes as hexadecimal digits
     * @return iterable<array<string, mixed>>
     */
    private function all(bool $digits): iterable
    {
        $keys = $this->catalog->foreignKeys($this->table);
        $schema = $this->schema($keys);
        $pickers = $this->pickers($keys, $schema);
        foreach ($this->made($schema, $digits) as $number => $row) {
            foreach ($pickers as $picker) {
                $row += $picker->pick($number);
            }
            yield $row;
        }
    }

    /** @param list<ForeignKey> $keys */
    private function schema(array $keys): TableSchema
    {
        $schema = TableSchema::fromSql(
            $this->catalog->ddl($this->table),
            $this->request->phony->currentLocale(),
        );
        $schema->leaveOut([...$this->catalog->filled($this->table), ...$this->columnsOf($keys)]);
        if ($schema->isEmpty() && $keys === []) {
            throw new SourceException("$this->table has no columns to fill: the database fills them all");
        }
        return $schema;
    }

    /** @return iterable<array<string, mixed>> by the row's number */
    private function made(TableSchema $schema, bool $digits): iterable
    {
        $end = $this->request->first + $this->request->count;
        if ($schema->isEmpty()) {
            for ($row = $this->request->first; $row < $end; $row++) {
                yield $row => [];
            }
            return;
        }
        $entity = $schema->entity($this->request->phony, $this->request->all);
        $rows = new EntityRows($entity, $this->connection->getDriverName(), $digits);
        foreach ($rows->from($this->request->first) as $row => $values) {
            if ($row === $end) {
                return;
            }
            yield $row => $values;
        }
    }

    /**
     * @param list<ForeignKey> $keys
     * @return list<Picker>
     */
    private function pickers(array $keys, TableSchema $schema): array
    {
        $together = $schema->uniqueTogether($this->columnsOf($keys));
        $alone = $joined = [];
        foreach ($keys as $key) {
            $picker = $this->picker($key, $schema);
            if (array_intersect($key->columns, $together) === []) {
                $alone[] = $picker;
            } else {
                $joined[] = $picker;
            }
        }
        return $joined === []
            ? $alone
            : [...$alone, new CombinationPicker($this->table, $joined, $this->request)];
    }

    private function picker(ForeignKey $key, TableSchema $schema): KeyPicker
    {
        $nullable = $this->catalog->nullable($this->table);
        return new KeyPicker(
            $this->connection,
            $this->table,
            $key,
            array_diff($key->columns, $nullable) === [],
            $schema->areUnique($key->columns),
            $this->request,
        );
    }

    /**
     * @param list<ForeignKey> $keys
     * @return list<string>
     */
    private function columnsOf(array $keys): array
    {
        return array_merge([], ...array_map(static fn (ForeignKey $key): array => $key->columns, $keys));
    }
}
