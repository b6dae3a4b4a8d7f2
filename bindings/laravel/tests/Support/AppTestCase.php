<?php

// A test with an application of its own, in a folder of its own, and with databases on request.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Tests\Support;

use Illuminate\Container\Container;
use Illuminate\Database\Connection;
use Illuminate\Support\Facades\Facade;
use PHPUnit\Framework\TestCase;

abstract class AppTestCase extends TestCase
{
    private const SERVERS = ['mariadb' => MariaDb::class, 'postgres' => Postgres::class];

    protected string $folder;
    protected Application $app;

    /** @var array<string, string|false> */
    private array $environment = [];

    protected function setUp(): void
    {
        parent::setUp();
        foreach (['PHONY_SEED', 'PHONY_LOCALE', 'PHONY_MODELS', 'PHONY_LIBRARY'] as $name) {
            $this->environment[$name] = getenv($name);
        }
        $this->folder = Folder::make();
        $this->boot();
    }

    protected function tearDown(): void
    {
        foreach (array_keys($this->app['config']['database.connections'] ?? []) as $name) {
            $this->app['db']->purge($name);
        }
        foreach ($this->environment as $name => $value) {
            putenv($value === false ? $name : "$name=$value");
        }
        Facade::clearResolvedInstances();
        Container::setInstance(null);
        Folder::remove($this->folder);
        parent::tearDown();
    }

    /** @return array<string, array{string}> for tests that hold with each kind of database */
    public function databases(): array
    {
        return ['SQLite' => ['sqlite'], 'MariaDB' => ['mariadb'], 'PostgreSQL' => ['postgres']];
    }

    /** @param array<string, mixed> $config in place of a seed and an SQLite file */
    protected function boot(array $config = []): Application
    {
        return $this->app = new Application($this->folder, $config + [
            'phony' => ['seed' => 42],
            'database.default' => 'sqlite',
            'database.connections.sqlite' => $this->sqlite(),
        ]);
    }

    /** Makes a database the usual one, empty but for the tables of the migrations. */
    protected function useDatabase(string $name): Connection
    {
        if (isset(self::SERVERS[$name])) {
            $server = self::SERVERS[$name];
            if (($missing = $server::missing()) !== null) {
                self::markTestSkipped($missing);
            }
            $this->app['config']->set("database.connections.$name", $server::running()->fresh());
        }
        $this->app['config']->set('database.default', $name);
        $connection = $this->app['db']->connection();
        $name === 'sqlite' && $connection->statement('pragma synchronous = off');
        $this->app->migrate(__DIR__ . '/../Fixtures/migrations');
        return $connection;
    }

    /** @return array<string, mixed> */
    private function sqlite(): array
    {
        $file = "$this->folder/database.sqlite";
        touch($file);
        return ['driver' => 'sqlite', 'database' => $file, 'prefix' => '', 'foreign_key_constraints' => true];
    }
}
