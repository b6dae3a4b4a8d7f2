<?php

// Puts Phony into a Laravel application: one source of values, its settings, and the commands.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel;

use Illuminate\Contracts\Container\Container;
use Illuminate\Support\ServiceProvider;
use Phonycloud\Phony\Laravel\Console\GenerateCommand;
use Phonycloud\Phony\Laravel\Console\ModelsCommand;
use Phonycloud\Phony\Laravel\Console\TrainCommand;
use Phonycloud\Phony\Laravel\Seeding\TableSources;
use Phonycloud\Phony\Source;

final class PhonyServiceProvider extends ServiceProvider
{
    private const CONFIG = __DIR__ . '/../config/phony.php';
    private const COMMANDS = [GenerateCommand::class, ModelsCommand::class, TrainCommand::class];

    public function register(): void
    {
        $this->mergeConfigFrom(self::CONFIG, 'phony');
        $this->app->singleton(Settings::class, static fn (Container $app): Settings =>
            Settings::from((array) $app->make('config')->get('phony')));
        $this->app->singleton(Source::class, static function (Container $app): Source {
            $settings = $app->make(Settings::class);
            Environment::prepare($settings);
            return new Source($settings->seed, $settings->locale);
        });
        $this->app->singleton(TableSources::class);
        $this->app->alias(Source::class, 'phony');
    }

    public function boot(): void
    {
        if ($this->app->runningInConsole()) {
            $this->publishes([self::CONFIG => $this->app->configPath('phony.php')], 'phony-config');
            $this->commands(self::COMMANDS);
        }
    }
}
