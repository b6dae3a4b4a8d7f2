<?php

// The service provider: what is registered, what the settings do, what is said of wrong ones.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Tests;

use Illuminate\Support\ServiceProvider;
use Phonycloud\Phony\Exception\LibraryException;
use Phonycloud\Phony\Exception\NotFoundException;
use Phonycloud\Phony\Laravel\Exceptions\SettingException;
use Phonycloud\Phony\Laravel\Facades\Phony;
use Phonycloud\Phony\Laravel\PhonyServiceProvider;
use Phonycloud\Phony\Laravel\Settings;
use Phonycloud\Phony\Laravel\Tests\Support\AppTestCase;
use Phonycloud\Phony\Source;

final class ProviderTest extends AppTestCase
{
    public function testComposerNamesTheProviderAndTheFacadeForDiscovery(): void
    {
        $package = json_decode((string) file_get_contents(__DIR__ . '/../composer.json'), true);
        self::assertSame([PhonyServiceProvider::class], $package['extra']['laravel']['providers']);
        self::assertSame(['Phony' => Phony::class], $package['extra']['laravel']['aliases']);
    }

    public function testTheFacadeIsTheContainersOneSource(): void
    {
        $source = $this->app->make(Source::class);
        self::assertSame($source, Phony::source());
        self::assertSame($source, $this->app->make(Source::class));
        self::assertSame($source, $this->app->make('phony'));
    }

    /** As in Octane, where each request has an application of its own. */
    public function testApplicationsThatComeAndGoLeaveNothingBehind(): void
    {
        if (getenv('PHONY_SANITIZED') !== false) {
            self::markTestSkipped('AddressSanitizer keeps what is freed');
        }
        $resident = static fn (): int => 4096 * (int) explode(' ', (string) file_get_contents('/proc/self/statm'))[1];
        $before = [];
        foreach (range(1, 300) as $request) {
            $this->boot(['phony' => ['seed' => $request]]);
            self::assertNotSame(Phony::name()->full(), Phony::unique()->email()->generate());
            $request % 100 === 0 && $before[] = $resident();
        }
        self::assertLessThan(8 << 20, $before[2] - $before[0]);
    }

    public function testTheFacadeGoesOnFromRowToRow(): void
    {
        $names = (new Source(42))->name()->take(3);
        self::assertSame($names, [Phony::name()->full(), Phony::name()->full(), Phony::name()->full()]);
    }

    public function testTheFacadeHasEveryPublicMethodOfASource(): void
    {
        $documented = (string) (new \ReflectionClass(Phony::class))->getDocComment();
        $missing = array_filter(
            array_diff(get_class_methods(Source::class), ['stream', 'close', 'unique']),
            static fn (string $name): bool => !str_starts_with($name, '__') && !str_contains($documented, " $name("),
        );
        self::assertSame([], $missing);
    }

    public function testSeedAndLocaleAreThoseOfTheSettings(): void
    {
        $this->boot(['phony' => ['seed' => 'a seed', 'locale' => 'tr_TR']]);
        self::assertSame('a seed', Phony::currentSeed());
        self::assertSame('tr_TR', Phony::currentLocale());
        self::assertSame((new Source('a seed', 'tr_TR'))->city()->take(5), Phony::city()->take(5));
    }

    public function testSeedAndLocaleAreTakenFromTheEnvironment(): void
    {
        putenv('PHONY_SEED=of the environment');
        putenv('PHONY_LOCALE=de_DE');
        $this->boot(['phony' => []]);
        self::assertSame(['of the environment', 'de_DE'], [Phony::currentSeed(), Phony::currentLocale()]);
    }

    public function testWithoutASeedEachApplicationHasAFreshOneThatCanBeRepeated(): void
    {
        putenv('PHONY_SEED');
        $first = $this->boot(['phony' => []])->make(Source::class);
        $second = $this->boot(['phony' => []])->make(Source::class);
        self::assertNotSame($first->currentSeed(), $second->currentSeed());
        self::assertSame((new Source($first->currentSeed()))->city()->take(3), $first->city()->take(3));
    }

    public function testModelsAreFoundInTheFoldersOfTheSettings(): void
    {
        mkdir("$this->folder/models");
        Phony::train(['abc', 'abd', 'acd'])->save("$this->folder/models/letters.phony");
        try {
            Phony::model('letters')->generate();
            self::fail('found without a folder');
        } catch (NotFoundException $expected) {
            self::assertStringContainsString('letters', $expected->getMessage());
        }
        $this->boot(['phony' => ['seed' => 42, 'models' => ["$this->folder/models"]]]);
        self::assertMatchesRegularExpression('/^a[a-d]+$/', Phony::model('letters')->generate());
        self::assertArrayHasKey('letters', Phony::models());
        self::assertArrayHasKey('en_US/city_names', Phony::models());
    }

    public function testTheLibraryIsTakenFromThePathOfTheSettings(): void
    {
        // The library is loaded once in a process, so another one has to look for it.
        $script = sprintf(
            '<?php require %s; new %s(sys_get_temp_dir(), ["phony" => ["library" => "/nowhere/libphony.so.0"]]);
            try { echo %s::name()->full(); } catch (%s $e) { echo $e->getMessage(); }',
            var_export(__DIR__ . '/bootstrap.php', true),
            Support\Application::class,
            Phony::class,
            LibraryException::class,
        );
        file_put_contents("$this->folder/script.php", $script);
        $said = (string) shell_exec(escapeshellarg(PHP_BINARY) . ' ' . escapeshellarg("$this->folder/script.php"));
        self::assertStringContainsString('/nowhere/libphony.so.0', $said);
        self::assertStringContainsString('PHONY_LIBRARY', $said);
    }

    public function testUniqueIsForAsManyRowsAsTheSettingsSay(): void
    {
        $this->boot(['phony' => ['seed' => 42, 'unique_rows' => 20]]);
        self::assertSame((new Source(42))->unique(null, 20)->email()->take(20), Phony::unique()->email()->take(20));
        self::assertCount(30, array_unique(Phony::unique(null, 30)->email()->take(30)));
    }

    /**
     * @dataProvider wrongSettings
     * @param array<string, mixed> $wrong
     */
    public function testWrongSettingsAreNamed(array $wrong, string $message): void
    {
        $this->boot(['phony' => $wrong]);
        $this->expectException(SettingException::class);
        $this->expectExceptionMessage($message);
        $this->app->make(Source::class);
    }

    /** @return list<array{array<string, mixed>, string}> */
    public function wrongSettings(): array
    {
        return [
            [['seed' => 4.2], 'phony.seed must be text or a whole number, not 4.2'],
            [['seed' => true], 'phony.seed must be text or a whole number, not true'],
            [['locale' => 7], 'phony.locale must be text, not 7'],
            [['library' => []], 'library must be text, not array'],
            [['models' => 3], 'phony.models must be a list of folders, not 3'],
            [['models' => [3]], 'phony.models must be a list of folders, not array'],
            [['unique_rows' => 0], 'phony.unique_rows must be a whole number from 1 to 1,000,000,000,000, not 0'],
            [['unique_rows' => 'many'], "phony.unique_rows must be a whole number"],
            [['chunk' => true], 'phony.chunk must be a whole number from 1 to 100,000, not true'],
            [['chunk' => 100_001], 'phony.chunk must be a whole number from 1 to 100,000, not 100001'],
        ];
    }

    public function testNumbersMayBeTextAsInTheEnvironment(): void
    {
        $settings = Settings::from(['chunk' => '250', 'unique_rows' => '9', 'seed' => '', 'models' => 'a' . ':' . 'b']);
        self::assertSame([250, 9, null, ['a', 'b']], [
            $settings->chunk, $settings->uniqueRows, $settings->seed, $settings->models,
        ]);
    }

    public function testTheSettingsCanBePublished(): void
    {
        $paths = ServiceProvider::pathsToPublish(PhonyServiceProvider::class, 'phony-config');
        self::assertSame(["$this->folder/config/phony.php"], array_values($paths));
        $published = require (string) array_key_first($paths);
        self::assertSame(
            ['seed', 'locale', 'library', 'models', 'unique_rows', 'chunk'],
            array_keys($published),
        );
    }

    public function testTheCommandsAreListed(): void
    {
        [$code, $out] = $this->app->artisan('list phony');
        self::assertSame(0, $code);
        foreach (['phony:generate', 'phony:models', 'phony:train'] as $name) {
            self::assertStringContainsString($name, $out);
        }
    }
}
