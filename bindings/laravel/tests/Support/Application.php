<?php

// A small real application: Laravel's own container, configuration, events, database, migrations
// and console, put together as Foundation does, which Debian has no package of.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Tests\Support;

use Illuminate\Config\Repository;
use Illuminate\Console\Application as Artisan;
use Illuminate\Container\Container;
use Illuminate\Contracts\Container\Container as ContainerContract;
use Illuminate\Contracts\Events\Dispatcher as DispatcherContract;
use Illuminate\Database\ConnectionResolverInterface;
use Illuminate\Database\Console\Seeds\SeedCommand;
use Illuminate\Database\DatabaseServiceProvider;
use Illuminate\Database\Migrations\DatabaseMigrationRepository;
use Illuminate\Database\Migrations\Migrator;
use Illuminate\Events\Dispatcher;
use Illuminate\Events\EventServiceProvider;
use Illuminate\Filesystem\FilesystemServiceProvider;
use Illuminate\Support\Facades\Facade;
use Illuminate\Support\ServiceProvider;
use Phonycloud\Phony\Laravel\PhonyServiceProvider;
use Symfony\Component\Console\Input\StringInput;
use Symfony\Component\Console\Output\OutputInterface;

final class Application extends Container
{
    /** @var list<ServiceProvider> */
    private array $providers = [];

    /**
     * @param array<string, mixed> $config in Laravel's dotted keys
     * @param list<class-string<ServiceProvider>> $discovered providers of packages
     */
    public function __construct(
        private string $folder,
        array $config = [],
        array $discovered = [PhonyServiceProvider::class]
    ) {
        static::setInstance($this);
        Facade::clearResolvedInstances();
        Facade::setFacadeApplication($this);
        Artisan::forgetBootstrappers();
        $this->instance('app', $this);
        $this->instance(ContainerContract::class, $this);
        $this->instance('config', $repository = new Repository(['app' => ['faker_locale' => 'en_US']]));
        array_map([$repository, 'set'], array_keys($config), array_values($config));
        $this->alias('db', ConnectionResolverInterface::class);
        $this->alias('events', DispatcherContract::class);
        $this->alias('events', Dispatcher::class);
        $this->register(EventServiceProvider::class, FilesystemServiceProvider::class);
        $this->register(DatabaseServiceProvider::class, ...$discovered);
        foreach ($this->providers as $provider) {
            method_exists($provider, 'boot') && $this->call([$provider, 'boot']);
        }
    }

    /** @param class-string<ServiceProvider> ...$classes */
    private function register(string ...$classes): void
    {
        foreach ($classes as $class) {
            $provider = new $class($this);
            $provider->register();
            $this->providers[] = $provider;
        }
    }

    public function runningInConsole(): bool
    {
        return true;
    }

    public function environment(): string
    {
        return (string) $this['config']->get('app.env', 'testing');
    }

    public function basePath(string $path = ''): string
    {
        return rtrim("$this->folder/$path", '/');
    }

    public function configPath(string $path = ''): string
    {
        return $this->basePath(rtrim("config/$path", '/'));
    }

    public function storagePath(string $path = ''): string
    {
        return $this->basePath(rtrim("storage/$path", '/'));
    }

    /** Runs migrations of a folder, as artisan migrate does. */
    public function migrate(string $path): void
    {
        $repository = new DatabaseMigrationRepository($this['db'], 'migrations');
        $repository->createRepository();
        (new Migrator($repository, $this['db'], $this['files'], $this['events']))->run([$path]);
    }

    /**
     * Runs artisan as a terminal would.
     *
     * @return array{int, string, string} exit code, standard output, standard error
     */
    public function artisan(string $line, int $verbosity = OutputInterface::VERBOSITY_NORMAL): array
    {
        $artisan = new Artisan($this, $this['events'], 'test');
        $artisan->setCatchExceptions(true);
        $artisan->resolve(SeedCommand::class);
        $output = new Terminal($verbosity);
        $input = new StringInput($line);
        $input->setInteractive(false);
        $code = $artisan->run($input, $output);
        return [$code, $output->fetch(), $output->fetchErrors()];
    }
}
