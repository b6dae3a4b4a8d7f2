<?php

// What the README says: its instructions are carried out as they stand there, its examples give what
// it says they give.
//
// Packagist is not asked: the new application says that it has Laravel's packages itself ("provide"),
// and its artisan takes them from where these tests do. What is proven is that Composer accepts and
// installs both packages out of the checkout, that Laravel's discovery finds the provider and the
// alias in them, that the settings are published and that the command then runs.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Tests;

use Phonycloud\Phony\Laravel\Facades\Phony;
use Phonycloud\Phony\Laravel\Tests\Support\AppTestCase;
use Phonycloud\Phony\Source;

final class ReadmeTest extends AppTestCase
{
    private const README = __DIR__ . '/../README.md';
    private const PACKAGES = ['config', 'console', 'database', 'support'];

    public function testTheInstallInstructionsWork(): void
    {
        if (shell_exec('command -v composer') === null) {
            self::markTestSkipped('composer is not installed');
        }
        $this->newApplication();
        file_put_contents("$this->folder/install.sh", "set -eu\n" . self::block('sh install'));
        [$code, $said] = $this->shell('sh install.sh');
        self::assertSame(0, $code, $said);
        $cities = (new Source(42))->model('en_US/city_names')->take(3);
        self::assertStringEndsWith(implode("\n", $cities) . "\n", $said);
        self::assertFileEquals(__DIR__ . '/../config/phony.php', "$this->folder/config/phony.php");
        self::assertTrue(is_link("$this->folder/vendor/phonycloud/phony-laravel"));
    }

    public function testBothPackagesAreValidForComposer(): void
    {
        if (shell_exec('command -v composer') === null) {
            self::markTestSkipped('composer is not installed');
        }
        [$code, $said] = $this->shell('composer validate --strict ' . escapeshellarg(__DIR__ . '/../composer.json'));
        self::assertSame(0, $code, $said);
    }

    public function testTheValuesAreThoseThatItShows(): void
    {
        preg_match_all('/^(Phony::.*);\s+\/\/ (.*)$/m', self::block('php values'), $lines, PREG_SET_ORDER);
        self::assertCount(9, $lines);
        foreach ($lines as [, $expression, $shown]) {
            $given = eval('use ' . Phony::class . "; return $expression;");
            self::assertSame(eval("return $shown;"), $given, $expression);
        }
    }

    public function testTheCommandsSayWhatItShows(): void
    {
        $this->useDatabase('sqlite');
        $before = (string) getcwd();
        chdir($this->folder);
        try {
            foreach (array_filter(explode('$ php artisan ', self::block('console'))) as $example) {
                [$line, $shown] = explode("\n", $example, 2);
                [$line, $filter] = explode(' | ', "$line | cat");
                [$code, $out, $errors] = $this->app->artisan($line);
                self::assertSame(0, $code, $errors);
                file_put_contents('out', $out);
                self::assertSame($shown, shell_exec("$filter < out"), $line);
            }
        } finally {
            chdir($before);
        }
    }

    public function testAllSettingsAreTold(): void
    {
        preg_match_all('/^\| `(\w+)` \|/m', (string) file_get_contents(self::README), $told);
        self::assertSame(array_keys(require __DIR__ . '/../config/phony.php'), $told[1]);
    }

    private static function block(string $kind): string
    {
        $pattern = '/^```' . preg_quote($kind, '/') . "\n(.*?)^```/ms";
        self::assertSame(1, preg_match($pattern, (string) file_get_contents(self::README), $found));
        return $found[1];
    }

    private function newApplication(): void
    {
        $provided = array_fill_keys(array_map(static fn ($name) => "illuminate/$name", self::PACKAGES), '8.83.26');
        $package = ['name' => 'example/application', 'description' => 'An application', 'license' => 'MIT',
            'repositories' => ['packagist.org' => false], 'provide' => $provided, 'require' => ['php' => '^8.1']];
        file_put_contents("$this->folder/composer.json", json_encode($package, JSON_THROW_ON_ERROR));
        mkdir("$this->folder/config");
        $artisan = var_export(__DIR__ . '/Support/artisan.php', true);
        file_put_contents("$this->folder/artisan", "<?php\nrequire $artisan;\n");
    }

    /** @return array{int, string} */
    private function shell(string $line): array
    {
        $environment = ['PHONY_CHECKOUT' => (string) realpath(__DIR__ . '/../../..'), 'COMPOSER_ALLOW_SUPERUSER' => '1',
            'COMPOSER_HOME' => "$this->folder/composer", 'COMPOSER_DISABLE_NETWORK' => '1',
            'COMPOSER_NO_INTERACTION' => '1'] + getenv();
        $process = proc_open(['sh', '-c', "$line 2>&1"], [1 => ['pipe', 'w']], $pipes, $this->folder, $environment);
        self::assertIsResource($process);
        $said = (string) stream_get_contents($pipes[1]);
        return [proc_close($process), $said];
    }
}
