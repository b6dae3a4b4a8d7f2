<?php

// artisan phony:generate of models, built-in generators and templates.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Tests;

use LogicException;
use Phonycloud\Phony\Laravel\Facades\Phony;
use Phonycloud\Phony\Laravel\Output\WholeFile;
use Phonycloud\Phony\Laravel\Tests\Support\AppTestCase;
use Phonycloud\Phony\Source;

final class GenerateValuesTest extends AppTestCase
{
    /**
     * @dataProvider asTheCommandLine
     * @param list<string> $words
     */
    public function testValuesAreThoseOfTheCommandLine(array $words): void
    {
        $phony = getenv('PHONY');
        if (!is_string($phony) || $phony === '') {
            self::markTestSkipped('PHONY does not name the command line program');
        }
        $line = implode(' ', array_map('escapeshellarg', $words));
        $expected = shell_exec(escapeshellarg($phony) . " generate $line --seed 42 2>&1");
        self::assertSame([0, $expected, ''], $this->app->artisan("phony:generate $line"));
    }

    /** @return array<string, array{list<string>}> */
    public function asTheCommandLine(): array
    {
        return [
            'a model' => [['en_US/city_names', '--count', '5']],
            'a model of the locale' => [['city_names', '--locale', 'tr_TR', '--count', '5']],
            'a built-in generator' => [['email']],
            'a template' => [['--template', '{person.first} {person.last|upper} <{email}>', '--count', '3']],
            'unique' => [['email', '--unique', '--count', '50']],
            'the middle of a unique run' => [['email', '--unique', '--first', '40', '--count', '10', '--of', '90']],
            'rows from one on' => [['person.full', '--first', '1000', '--count', '3']],
            'JSON' => [['company', '--format', 'json', '--count', '30']],
            'NDJSON' => [['company', '--format', 'ndjson', '--count', '30']],
            'CSV' => [['company', '--format', 'csv', '--count', '300']],
            'many' => [['lorem.word', '--count', '5000']],
        ];
    }

    public function testAClassOfAnotherCaseIsNotMeant(): void
    {
        require_once __DIR__ . '/Fixtures/app/Email.php';
        self::assertSame(0, ($found = $this->app->artisan('phony:generate email --count=2'))[0], $found[2]);
        self::assertSame((new Source(42))->email()->take(2), explode("\n", rtrim($found[1])));
        self::assertStringContainsString('has no factory', $this->app->artisan('phony:generate Email')[2]);
    }

    public function testTheFirstThreeCitiesOfASeed(): void
    {
        $cities = implode("\n", (new Source(42))->model('en_US/city_names')->take(3)) . "\n";
        self::assertSame([0, $cities, ''], $this->app->artisan('phony:generate en_US/city_names --count=3'));
        self::assertSame([0, $cities, ''], $this->app->artisan('phony:generate en_US/city_names -c3 --seed=42'));
    }

    public function testTextWithBracesIsATemplate(): void
    {
        $expected = (new Source(42))->template('{first}@{city|slug}')->take(2);
        [$code, $out] = $this->app->artisan('phony:generate "{first}@{city|slug}" --count=2');
        self::assertSame([0, implode("\n", $expected) . "\n"], [$code, $out]);
    }

    public function testSeedAndLocaleHoldForTheCommandAlone(): void
    {
        $before = Phony::source();
        [, $out] = $this->app->artisan('phony:generate city --seed=7 --locale=de_DE --count=4');
        self::assertSame((new Source(7, 'de_DE'))->city()->take(4), explode("\n", trim($out)));
        self::assertSame($before, Phony::source());
        self::assertSame((new Source(42))->city()->generate(), Phony::city()->generate());
    }

    public function testASeedThatNobodyGaveIsTold(): void
    {
        putenv('PHONY_SEED');
        $this->boot(['phony' => []]);
        [$code, $out, $errors] = $this->app->artisan('phony:generate city --count=4');
        self::assertSame(0, $code);
        self::assertSame(1, preg_match('/^Seed: (\S+)$/m', $errors, $seed));
        self::assertSame($out, $this->app->artisan("phony:generate city --count=4 --seed=$seed[1]")[1]);
    }

    public function testAFileIsWrittenWithProgressByItsEndingsFormat(): void
    {
        [$code, $out, $errors] = $this->app->artisan("phony:generate email --count=3000 -o $this->folder/emails.csv");
        self::assertSame([0, ''], [$code, $out]);
        self::assertStringContainsString('3000/3000 [▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓] 100%', $errors);
        self::assertStringContainsString("3000 written to $this->folder/emails.csv.", $errors);
        $lines = file("$this->folder/emails.csv", FILE_IGNORE_NEW_LINES);
        self::assertSame(['value', ...(new Source(42))->email()->take(3000)], $lines);
    }

    public function testAFileAppearsOnlyWhenItIsComplete(): void
    {
        $file = "$this->folder/names.txt";
        file_put_contents($file, 'as before');
        $pieces = static function (): iterable {
            yield str_repeat('a line', 100_000);
            throw new LogicException('in the middle');
        };
        try {
            WholeFile::write($file, $pieces());
            self::fail('written');
        } catch (LogicException) {
            self::assertSame('as before', file_get_contents($file));
            self::assertSame([$file], glob("$this->folder/names*"));
        }
    }

    /** The limit of a process stands for that of a disk. */
    public function testAFileThatCannotBeCompletedLeavesTheOneBeforeIt(): void
    {
        $file = "$this->folder/names.txt";
        file_put_contents($file, 'as before');
        $words = array_map('escapeshellarg', [PHP_BINARY, __DIR__ . '/Support/limited.php', $file]);
        exec("trap '' XFSZ; ulimit -f 8; exec " . implode(' ', $words) . ' 2>&1', $said, $code);
        self::assertSame(1, $code, implode("\n", $said));
        self::assertStringContainsString("$file cannot be written: ", $said[0]);
        self::assertStringContainsString('File too large', $said[0]);
        self::assertSame('as before', file_get_contents($file));
        self::assertSame([$file], glob("$this->folder/names*"));
    }

    public function testWhatIsNoFileStaysWhatItIs(): void
    {
        posix_mkfifo("$this->folder/pipe", 0600);
        $reader = proc_open(['cat', "$this->folder/pipe"], [1 => ['file', "$this->folder/read", 'w']], $pipes);
        self::assertIsResource($reader);
        try {
            self::assertSame(0, $this->app->artisan("phony:generate city --count=3 -o $this->folder/pipe")[0]);
            self::assertSame('fifo', filetype("$this->folder/pipe"));
            self::assertSame(0, proc_close($reader));
            self::assertSame((new Source(42))->city()->take(3), file("$this->folder/read", FILE_IGNORE_NEW_LINES));
        } finally {
            is_resource($reader) && proc_terminate($reader);
        }
    }

    public function testLinksStayWhatTheyAre(): void
    {
        touch("$this->folder/there.txt");
        symlink("$this->folder/there.txt", "$this->folder/link.txt");
        self::assertSame(0, $this->app->artisan("phony:generate city -o $this->folder/link.txt")[0]);
        self::assertTrue(is_link("$this->folder/link.txt"));
        self::assertCount(10, file("$this->folder/there.txt") ?: []);
    }

    /** @dataProvider mistakes */
    public function testMistakesAreToldOnStandardErrorWithAnExitCode(string $line, int $code, string $message): void
    {
        [$ended, $out, $errors] = $this->app->artisan("phony:generate $line");
        self::assertStringContainsString($message, $errors);
        self::assertSame([$code, ''], [$ended, $out]);
    }

    /** @return array<string, array{string, int, string}> */
    public function mistakes(): array
    {
        $number = 'must be a whole number from 1 to 1000000000000, not';
        return [
            'an unknown model' => ['en_US/citynames', 1, "'en_US/citynames'"],
            'neither model nor table' => ['nonsense', 1, 'and there is no table "nonsense"'],
            'an unknown table' => ['--table=nonsense', 1, 'there is no table "nonsense" in '],
            'nothing asked for' => ['', 2, 'one of these is needed: something to generate, --template or --table'],
            'two things asked for' => ['email --table=users', 2, 'one of these is needed'],
            'words for a count' => ['email --count=many', 2, "--count $number \"many\""],
            'no count' => ['email --count=', 2, "--count $number \"\""],
            'none' => ['email --count=0', 2, "--count $number \"0\""],
            'fewer than none' => ['email --count=-1', 2, "--count $number \"-1\""],
            'half a value' => ['email --count=1.5', 2, "--count $number \"1.5\""],
            'more than there are' => ['email --count=99999999999999999999', 2, "--count $number"],
            'a part beyond the whole' => ['email --first=5 --count=6 --of=10', 2, '--of 10 is less than --first 5'],
            'an unknown format' => ['email --format=xml', 2, 'there is no format "xml"; there are text, json, ndjson'],
            'a file in no folder' => ['email -o /nowhere/x.txt', 1, '/nowhere/x.txt cannot be written: No such file'],
            'a folder for a file' => ['email -o /', 1, '/ cannot be written: it is a folder'],
            'a broken template' => ['--template="{first"', 1, '{'],
            'an unknown function' => ['--template="{first|shout}"', 1, 'shout'],
            'an unknown locale' => ['city --locale=xx_XX', 1, 'xx_XX'],
            'no locale at all' => ['city --locale="a b"', 2, "'a b' is no locale"],
            'bulk of values' => ['email --bulk', 2, '--bulk is for factories'],
        ];
    }
}
