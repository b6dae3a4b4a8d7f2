<?php

// For seeders: fills tables with many rows, chunk by chunk, in flat memory.
//
//     class UserSeeder extends Seeder
//     {
//         use PhonySeeder;
//
//         public function run(): void
//         {
//             $this->phony('users', 100_000, fn (Row $row) => [
//                 'name' => $row->name()->full(),
//                 'email' => $row->unique()->email(),
//             ]);
//         }
//     }

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel;

use Closure;
use Illuminate\Console\Command;
use Illuminate\Container\Container;
use Illuminate\Contracts\Container\Container as ContainerContract;
use Illuminate\Database\Connection;
use Illuminate\Database\ConnectionResolverInterface;
use Phonycloud\Phony\Laravel\Database\ChunkInserter;
use Phonycloud\Phony\Laravel\Database\EntityRows;
use Phonycloud\Phony\Laravel\Exceptions\SettingException;
use Phonycloud\Phony\Laravel\Seeding\Row;
use Phonycloud\Phony\Laravel\Seeding\TableSources;
use Phonycloud\Phony\Source;
use Symfony\Component\Console\Helper\ProgressBar;

trait PhonySeeder
{
    /**
     * Inserts rows that a closure makes. Each chunk is a transaction of its own; with $atomic, all
     * of it is one.
     *
     * @param Closure(Row): array<string, mixed> $make
     * @param ?string $connection of the database; null: the usual one
     * @param ?int $chunk rows in one insert; null: as config/phony.php has it
     * @return int how many
     */
    protected function phony(
        string $table,
        int $count,
        Closure $make,
        ?string $connection = null,
        ?int $chunk = null,
        bool $atomic = false
    ): int {
        if ($count < 0) {
            throw new SettingException("$table: $count rows were asked for");
        }
        $sources = $this->phonyContainer()->make(TableSources::class);
        $rows = (static function () use ($table, $count, $make, $sources): iterable {
            for ($made = 0; $made < $count; $made++) {
                yield $make($sources->next($table));
            }
        })();
        return $this->phonyInsert($table, $count, $rows, $connection, $chunk, $atomic);
    }

    /**
     * Fills the tables of a schema (PDL), parents before their children.
     *
     * @param array<string, int> $counts rows by entity, before the schema's own
     * @param ?string $scenario of the schema
     * @return array<string, int> rows by table
     */
    protected function seedFromSchema(
        string $file,
        array $counts = [],
        ?string $scenario = null,
        ?string $connection = null,
        ?int $chunk = null,
        bool $atomic = false
    ): array {
        $schema = $this->phonyContainer()->make(Source::class)->schema($file, $counts, $scenario);
        $database = $this->phonyConnection($connection);
        $fill = function () use ($schema, $database, $connection, $chunk, $atomic): array {
            $filled = [];
            foreach ($schema->entities() as $name) {
                $entity = $schema->entity($name);
                $driver = $database->getDriverName();
                $rows = (new EntityRows($entity, $driver, $driver === 'pgsql'))->from();
                $filled[$entity->table] =
                    $this->phonyInsert($entity->table, $entity->count, $rows, $connection, $chunk, $atomic);
            }
            return $filled;
        };
        return $atomic ? $database->transaction($fill) : $fill();
    }

    /** @param iterable<array<string, mixed>> $rows */
    private function phonyInsert(
        string $table,
        int $count,
        iterable $rows,
        ?string $connection,
        ?int $chunk,
        bool $atomic
    ): int {
        $bar = $this->phonyBar($table, $count);
        $inserter = new ChunkInserter(
            $this->phonyConnection($connection),
            $chunk ?? $this->phonyContainer()->make(Settings::class)->chunk,
            $bar === null ? null : $bar->advance(...),
        );
        try {
            return $inserter->insert($table, $rows, $atomic);
        } finally {
            $bar?->display();
            // Where the bar is: on standard error, if there is one.
            $bar === null || $this->command->getOutput()->getErrorStyle()->newLine();
        }
    }

    /** Only where the seeder is run from the console. */
    private function phonyBar(string $table, int $count): ?ProgressBar
    {
        if (!isset($this->command) || !$this->command instanceof Command) {
            return null;
        }
        $bar = $this->command->getOutput()->createProgressBar($count);
        $bar->setFormat(" $table: %current%/%max% [%bar%] %percent:3s%%");
        $bar->start();
        return $bar;
    }

    private function phonyConnection(?string $name): Connection
    {
        $connection = $this->phonyContainer()->make(ConnectionResolverInterface::class)->connection($name);
        assert($connection instanceof Connection);
        return $connection;
    }

    private function phonyContainer(): ContainerContract
    {
        return $this->container ?? Container::getInstance();
    }
}
