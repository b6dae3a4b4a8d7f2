<?php

// The README's commands work as they stand there, and its examples print what it says.

declare(strict_types=1);

namespace Phonycloud\Phony\Tests;

use Phonycloud\Phony\Tests\Support\Folder;
use Phonycloud\Phony\Tests\Support\Script;
use PHPUnit\Framework\TestCase;

final class ReadmeTest extends TestCase
{
    private const CHECKOUT = __DIR__ . '/../../..';

    /**
     * With a link to the checkout, and with a copy.
     *
     * @testWith ["0"]
     *           ["1"]
     */
    public function testTheInstallationWorks(string $copied): void
    {
        $folder = new Folder();
        // Off the network: Composer's own list of packages is left out.
        $folder->file('config.json', '{"repositories": {"packagist.org": false}}');
        $environment = [
            'PHONY_CHECKOUT' => realpath(self::CHECKOUT) ?: '',
            'COMPOSER_HOME' => $folder->path,
            'COMPOSER_ALLOW_SUPERUSER' => '1',
            'COMPOSER_NO_INTERACTION' => '1',
            'COMPOSER_MIRROR_PATH_REPOS' => $copied,
        ];
        [$commands] = $this->blocks('sh');
        [$status, $output, $errors] = Script::command(['sh', '-ec', $commands], $environment, $folder->path);
        self::assertSame(0, $status, $output . $errors);
        $lines = explode("\n", trim($output));
        self::assertSame(\Phonycloud\Phony\Phony::seed(42)->name()->full(), end($lines));
        self::assertSame($copied === '0', is_link("$folder->path/demo/vendor/phonycloud/phony"));
        $header = "$folder->path/demo/vendor/bin/phony-ffi-header";
        self::assertSame(0, Script::command([PHP_BINARY, $header, "$folder->path/phony.h"])[0]);
        self::assertFileExists(dirname($header, 2) . '/phonycloud/phony/preload.php');
    }

    public function testTheExamplesPrintWhatTheReadmeSays(): void
    {
        $root = var_export(realpath(self::CHECKOUT), true);
        $code = implode("echo \"\\0\";\n", $this->blocks('php'));
        $uses = '/^use [^;]+;$/m';
        $code = 'chdir(' . $root . ');' . preg_replace($uses, '', $code);
        $folder = new Folder();
        [$status, $output, $errors] = Script::run($code, [], ['TMPDIR' => $folder->path]);
        self::assertSame([0, ''], [$status, $errors]);
        $expected = implode("\0", ['', ...$this->blocks('text')]);
        self::assertSame($expected, $output);
    }

    /** @return non-empty-list<string> */
    private function blocks(string $language): array
    {
        $text = (string) file_get_contents(__DIR__ . '/../README.md');
        preg_match_all("/^```$language\n(.*?)^```/ms", $text, $found);
        self::assertNotEmpty($found[1]);
        return $found[1];
    }
}
