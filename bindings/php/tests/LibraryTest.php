<?php

// How the library is found and loaded, and what is said where it is not.

declare(strict_types=1);

namespace Phonycloud\Phony\Tests;

use Phonycloud\Phony\Tests\Support\Folder;
use Phonycloud\Phony\Tests\Support\Script;
use PHPUnit\Framework\TestCase;

final class LibraryTest extends TestCase
{
    private const VALUE = 'echo Phony::seed(1)->name()->full();';
    private const ROOT = __DIR__ . '/..';

    private Folder $folder;

    protected function setUp(): void
    {
        $this->folder = new Folder();
    }

    public function testAMissingLibraryIsSaidWithTheWayOut(): void
    {
        $this->refused('/nowhere/libphony.so', ['no such file', 'PHONY_LIBRARY', 'ninja -C build/release']);
    }

    public function testAFileThatIsNoLibraryIsRefused(): void
    {
        $this->refused($this->folder->file('libphony.so.0', 'no library'), ['could not be loaded', 'PHONY_LIBRARY']);
    }

    public function testAnotherLibraryIsRefused(): void
    {
        $this->refused($this->built('int other(void) { return 1; }'), ['is no libphony', 'phony_version']);
    }

    /**
     * @testWith ["0.2.0"]
     *           ["1.1.0"]
     *           ["0.10.0"]
     *           ["nonsense"]
     */
    public function testAnotherVersionIsRefused(string $version): void
    {
        $library = $this->built("const char *phony_version(void) { return \"$version\"; }");
        $this->refused($library, ["is libphony $version, and this package needs 0.1.x"]);
    }

    public function testALibraryOfThisVersionWithoutAFunctionIsRefused(): void
    {
        $library = $this->built('const char *phony_version(void) { return "0.1.99"; }');
        $this->refused($library, ['phony_']);
    }

    public function testForbiddenFfiIsSaidWithTheWayOut(): void
    {
        $says = ['FFI is forbidden here (ffi.enable=0)', 'opcache.preload', 'ffi.enable=true'];
        $this->refused(getenv('PHONY_LIBRARY') ?: null, $says, ['-dffi.enable=0']);
    }

    public function testMissingFfiIsSaidWithTheWayOut(): void
    {
        $this->refused(null, ["PHP's extension FFI is missing", 'extension=ffi'], ['-n']);
    }

    public function testWithoutHomeAndCacheItWorks(): void
    {
        foreach ([['HOME' => null, 'XDG_CACHE_HOME' => null], ['PHONY_CACHE' => 'off']] as $environment) {
            self::assertSame([0, $this->value(), ''], Script::run(self::VALUE, [], $environment));
        }
    }

    public function testTheCacheIsKeptWhereItIsSaid(): void
    {
        [$status] = Script::run(self::VALUE, [], ['PHONY_CACHE' => $this->folder->path . '/kept']);
        self::assertSame(0, $status);
        self::assertGreaterThan(2, count((array) scandir($this->folder->path . '/kept')));
    }

    public function testThePreloadedHeaderIsUsed(): void
    {
        $header = $this->header();
        self::assertSame([0, $this->value(), ''], Script::run(self::VALUE, ["-dffi.preload=$header"]));
        $proof = 'echo FFI::scope("PHONY")->phony_version();';
        self::assertSame([0, '0.1.0', ''], Script::run($proof, ["-dffi.preload=$header"]));
        // The library comes from the header: PHONY_LIBRARY is not looked at.
        $environment = ['PHONY_LIBRARY' => '/nowhere'];
        self::assertSame([0, $this->value(), ''], Script::run(self::VALUE, ["-dffi.preload=$header"], $environment));
    }

    public function testAPreloadedHeaderOfSomethingElseIsPassedOver(): void
    {
        $header = $this->folder->file('other.h', "#define FFI_SCOPE \"OTHER\"\nint abs(int);\n");
        self::assertSame([0, $this->value(), ''], Script::run(self::VALUE, ["-dffi.preload=$header"]));
    }

    public function testAPreloadedLibraryOfAnotherVersionIsRefused(): void
    {
        $library = $this->built('const char *phony_version(void) { return "0.2.0"; }');
        $text = "#define FFI_SCOPE \"PHONY\"\n#define FFI_LIB \"$library\"\nconst char *phony_version(void);\n";
        $this->refused(null, ['libphony 0.2.0'], ["-dffi.preload={$this->folder->file('old.h', $text)}"]);
    }

    /**
     * A web server under PHP's default, ffi.enable=preload: with opcache.preload it works, and with
     * the header as well.
     */
    public function testAWebServerWithPreloadedClassesWorks(): void
    {
        $preload = ['-dopcache.enable=1', '-dopcache.preload=' . self::ROOT . '/preload.php'];
        $user = '-dopcache.preload_user=' . (posix_getpwuid(posix_geteuid())['name'] ?? '');
        self::assertSame($this->value(), $this->served([...$preload, $user]));
        self::assertSame($this->value(), $this->served([...$preload, $user, "-dffi.preload={$this->header()}"]));
        self::assertStringContainsString('FFI is forbidden here (ffi.enable=preload)', $this->served([]));
    }

    public function testTheHeaderCommandSaysHowItIsUsed(): void
    {
        $command = [PHP_BINARY, self::ROOT . '/bin/phony-ffi-header'];
        $usage = "Usage: phony-ffi-header [FILE]\n";
        self::assertSame([0, $usage, ''], Script::command([...$command, '--help']));
        self::assertSame([2, '', $usage], Script::command([...$command, '--colour']));
        self::assertSame(
            [1, '', "phony-ffi-header: /nowhere/a.h could not be written\n"],
            Script::command([...$command, '/nowhere/a.h'])
        );
        [$status, $text] = Script::command($command);
        self::assertSame(0, $status);
        self::assertStringContainsString('phony_status phony_generator_fill(', $text);
    }

    public function testNothingIsCalledThatLaterVersionsOfPhpWarnOf(): void
    {
        foreach (glob(self::ROOT . '/src/{,*/}*.php', GLOB_BRACE) ?: [] as $file) {
            // Since PHP 8.3 these three are methods of an FFI object alone.
            $text = (string) file_get_contents($file);
            self::assertDoesNotMatchRegularExpression('/\bFFI::(new|cast|type)\(/', $text, $file);
        }
    }

    private function value(): string
    {
        return \Phonycloud\Phony\Phony::seed(1)->name()->full();
    }

    private function header(): string
    {
        $header = "{$this->folder->path}/phony-ffi.h";
        [$status] = Script::command([PHP_BINARY, self::ROOT . '/bin/phony-ffi-header', $header]);
        self::assertSame(0, $status);
        return $header;
    }

    private function built(string $code): string
    {
        $source = $this->folder->file('library.c', $code);
        $library = "{$this->folder->path}/libbuilt.so";
        [$status, , $said] = Script::command(['cc', '-shared', '-fPIC', '-o', $library, $source]);
        self::assertSame(0, $status, $said);
        return $library;
    }

    /**
     * @param list<string> $says
     * @param list<string> $options of php
     */
    private function refused(?string $library, array $says, array $options = []): void
    {
        $code = 'try { Phony::name()->full(); } catch (Phonycloud\Phony\Exception\LibraryException $e) {'
            . 'echo $e->getMessage(); exit(7); }';
        [$status, $output, $errors] = Script::run($code, $options, ['PHONY_LIBRARY' => $library]);
        self::assertSame(7, $status, $output . $errors);
        foreach ($says as $part) {
            self::assertStringContainsString($part, $output);
        }
    }

    /** @param list<string> $options what the page says under PHP's own web server */
    private function served(array $options): string
    {
        $bootstrap = var_export(realpath(self::ROOT . '/tests/bootstrap.php'), true);
        $this->folder->file('page.php', "<?php require $bootstrap; try { echo "
            . 'Phonycloud\Phony\Phony::seed(1)->name()->full(); } catch (Throwable $e) { echo $e->getMessage(); }');
        $port = self::freePort();
        $command = [PHP_BINARY, ...$options, '-S', "127.0.0.1:$port", '-t', $this->folder->path];
        $server = proc_open($command, [1 => ['file', '/dev/null', 'w'], 2 => ['file', '/dev/null', 'w']], $pipes);
        assert(is_resource($server));
        try {
            return self::page("http://127.0.0.1:$port/page.php");
        } finally {
            proc_terminate($server);
            proc_close($server);
        }
    }

    private static function page(string $url): string
    {
        for ($try = 0; $try < 200; $try++) {
            $page = @file_get_contents($url);
            if ($page !== false) {
                return $page;
            }
            usleep(25_000);
        }
        self::fail("no answer from $url");
    }

    private static function freePort(): int
    {
        $socket = stream_socket_server('tcp://127.0.0.1:0');
        assert($socket !== false);
        $name = (string) stream_socket_get_name($socket, false);
        fclose($socket);
        return (int) substr($name, (int) strrpos($name, ':') + 1);
    }
}
