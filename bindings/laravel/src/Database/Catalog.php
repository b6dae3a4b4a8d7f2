<?php

// What a database says of its tables, asked in the database's own words: Laravel has had no way of
// its own without Doctrine before version 11. A new kind of database is a subclass and a line in KINDS.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Database;

use Illuminate\Database\Connection;
use Phonycloud\Phony\Laravel\Exceptions\UnsupportedDatabaseException;

abstract class Catalog
{
    /** @var array<string, class-string<self>> by the driver's name */
    private const KINDS = [
        'sqlite' => SqliteCatalog::class,
        'mysql' => MySqlCatalog::class,
        'mariadb' => MySqlCatalog::class,
        'pgsql' => PostgresCatalog::class,
    ];

    final protected function __construct(protected readonly Connection $connection)
    {
    }

    public static function of(Connection $connection): self
    {
        $driver = $connection->getDriverName();
        $kind = self::KINDS[$driver] ?? throw new UnsupportedDatabaseException(sprintf(
            'tables of "%s" cannot be read, only those of %s; give the rows of a factory or a seeder',
            $driver,
            implode(', ', array_keys(self::KINDS)),
        ));
        return new $kind($connection);
    }

    public function has(string $table): bool
    {
        return $this->connection->getSchemaBuilder()->hasTable($table);
    }

    /** The statements that would make the table, with its indexes, as one script of SQL. */
    abstract public function ddl(string $table): string;

    /**
     * Columns that the database fills by itself: numbers that it counts, and computed ones.
     *
     * @return list<string>
     */
    abstract public function filled(string $table): array;

    /**
     * Columns that may be null.
     *
     * @return list<string>
     */
    abstract public function nullable(string $table): array;

    /** @return list<ForeignKey> */
    abstract public function foreignKeys(string $table): array;

    /** The table's name as the database has it. */
    protected function physical(string $table): string
    {
        return $this->connection->getTablePrefix() . $table;
    }

    /**
     * @param list<mixed> $bindings
     * @return list<string> the first column of what a query gives
     */
    protected function texts(string $query, array $bindings): array
    {
        $rows = array_map(
            static fn (object $row): array => array_values((array) $row),
            $this->connection->select($query, $bindings),
        );
        return array_map('strval', array_column($rows, 0));
    }
}
