<?php

// Memory, forked workers, and the end of a process.

declare(strict_types=1);

namespace Phonycloud\Phony\Tests;

use Phonycloud\Phony\Exception\LimitException;
use Phonycloud\Phony\Internal\Memory;
use Phonycloud\Phony\Tests\Support\Folder;
use Phonycloud\Phony\Tests\Support\Script;
use PHPUnit\Framework\TestCase;

final class ProcessTest extends TestCase
{
    /** Of the whole process, C's memory included. */
    private const RESIDENT =
        '$resident = fn () => 4096 * (int) explode(" ", file_get_contents("/proc/self/statm"))[1];';
    private const SLACK = 4 << 20;

    /** @return iterable<string, array{string, int}> */
    public function endless(): iterable
    {
        yield 'a batch' => ['foreach (Phony::name()->batch($n) as $value);', 100_000_000];
        yield 'single values' => ['for ($name = Phony::name(); $n--;) $name->full();', 5_000_000];
        yield 'chunks' => ['foreach (Phony::city()->batch($n)->chunks(1500) as $value);', 5_000_000];
        yield 'seeds' => ['while ($n--) Phony::seed($n)->name()->full();', 100_000];
        yield 'sources' => ['while ($n--) (new Source($n))->model("en_US/city_names")->take(2);', 20_000];
        yield 'templates' => ['while ($n--) Phony::seed(1)->template("$n {first}")->generate();', 2000];
        yield 'templates of one source' => ['$space = str_repeat(" ", 1000);'
            . 'while ($n--) Phony::template("$n {first}$space")->take(2);', 2500];
        yield 'watched trainings' => ['while ($n--) Phony::train("spec/vectors/names.txt", order: 2, progress: '
            . 'fn () => true);', 1000];
        yield 'rows' => ['$rows = Phony::schema("spec/examples/shop.pdl.json")->entity("User")->rows($n);'
            . 'foreach ($rows as $row);', 300_000];
        yield 'data sets' => ['$shop = Phony::schema("spec/examples/shop.pdl.json");'
            . 'while ($n--) $shop->entity("User")->rows(5 + $n % 7)->at(1);', 500];
        yield 'models' => ['while ($n--) Phony::model(Phony::train(["Ada", "Eda", "Ida"]))->take(3);', 2000];
        yield 'failures' => ['while ($n--) { try { Phony::template("{frist}")->generate(); } catch (Exception) {} }',
            1000];
    }

    /** @dataProvider endless */
    public function testMemoryStaysFlat(string $code, int $count): void
    {
        self::skipWhereMemoryIsNotCounted();
        $warm = max(500, intdiv($count, 10));
        $code = 'chdir(' . var_export(dirname(__DIR__, 3), true) . ');' . self::RESIDENT
            . "\$run = function (int \$n) { $code }; \$run($warm); gc_collect_cycles(); \$before = \$resident();"
            . "\$run($count); gc_collect_cycles(); echo \$resident() - \$before;";
        [$status, $grown, $errors] = Script::run($code);
        self::assertSame(0, $status, $errors);
        self::assertLessThan(self::SLACK, (int) $grown);
    }

    /** PHP collects cycles when there are thousands, and does not know how much C holds for them. */
    public function testSourcesThatWaitToBeCollectedAreSmall(): void
    {
        self::skipWhereMemoryIsNotCounted();
        $code = 'gc_disable(); $run = function () { for ($n = 0; $n < 200; $n++) {'
            . '$all = (object) ["phony" => new Source($n)]; $all->all = $all;'
            . '$all->phony->name()->full(); $all->phony->unique()->email()->generate(); } };'
            . self::RESIDENT . '$run(); $before = $resident(); $run(); echo $resident() - $before;';
        [$status, $grown, $errors] = Script::run($code);
        self::assertSame(0, $status, $errors);
        self::assertLessThan(self::SLACK, (int) $grown);
    }

    /** Near memory_limit PHP ends the program; a list is made or refused before. */
    public function testNoListEndsTheProgram(): void
    {
        $code = '$all = [[Phony::name(), 100_000], [Phony::template(str_repeat("12", 150) . "{lorem.word}"), 9000]];'
            . 'foreach ($all as [$values, $step]) foreach (range(1, 12) as $part) { $n = $part * $step;'
            . 'foreach ([fn () => $values->take($n), fn () => $values->column($n)] as $make) {'
            . 'try { $made = $make(); echo count($made) === $n ? "" : "wrong"; unset($made); }'
            . 'catch (Phonycloud\Phony\Exception\LimitException $e) { $refused = true; } } } echo isset($refused);';
        foreach (['32M', '64M', '65M'] as $limit) {
            self::assertSame([0, '1', ''], Script::run($code, ["-dmemory_limit=$limit"]));
        }
    }

    public function testNoTableEndsTheProgram(): void
    {
        self::skipWhereMemoryIsNotCounted();
        $code = '$types = Phony::schema("' . dirname(__DIR__, 3) . '/spec/examples/types.pdl.json")->entity("Sample");'
            . 'foreach ([2000, 8000, 14_000, 40_000, 120_000] as $n) { $rows = $types->rows($n);'
            . 'foreach ([$rows->toArray(...), $rows->columns(...), fn () => json_encode($rows),'
            . ' fn () => $rows->write("sql", "mysql"), fn () => $rows->chunks($n)->current()] as $kind => $make) {'
            . 'try { $made = $make(); unset($made); $done[$kind] = true; }'
            . 'catch (Phonycloud\Phony\Exception\LimitException) { $refused[$kind] = true; } } }'
            . 'echo count($done), count($refused);';
        self::assertSame([0, '55', ''], Script::run($code, ['-dmemory_limit=64M']));
    }

    public function testALongHeadingIsNotTakenForRows(): void
    {
        $fields = ['id' => ['generator' => 'sequence', 'primary' => true]];
        foreach (range(1, 20) as $number) {
            $constant = ['type' => 'constant', 'value' => 'a'];
            $fields[str_repeat('long_', 11) . $number] = ['type' => 'text', 'generator' => $constant];
        }
        $document = ['version' => '1.0', 'name' => 'Wide', 'entities' => ['Wide' => ['fields' => $fields]]];
        $folder = new Folder();
        $path = $folder->file('wide.pdl.json', (string) json_encode($document));
        $code = "\$rows = Phony::schema('$path')->entity('Wide')->rows(40_000); echo strlen(\$rows->write('csv'));";
        [$status, $length, $errors] = Script::run($code, ['-dmemory_limit=64M']);
        self::assertSame([0, ''], [$status, $errors]);
        self::assertGreaterThan(1_500_000, (int) $length);
    }

    public function testWithoutAMemoryLimitTheMachinesMemoryIsTheLimit(): void
    {
        $limit = (string) ini_set('memory_limit', '-1');
        try {
            preg_match('/^MemTotal:\s+(\d+)/m', (string) file_get_contents('/proc/meminfo'), $total);
            Memory::need(1 << 20, 'a list');
            $this->expectException(LimitException::class);
            $this->expectExceptionMessageMatches('/^a list: about \d+ MiB would be needed, and there are \d+ MiB/');
            Memory::need(max(1 << 30, 1024 * (int) $total[1]), 'a list');
        } finally {
            ini_set('memory_limit', $limit);
        }
    }

    /** A worker of a web server goes on after it, and PHP calls no destructors. */
    public function testAFatalErrorGivesBackWhatCHolds(): void
    {
        $code = '$model = Model::open("en_US/city_names"); register_shutdown_function(function () use ($model) {'
            . 'try { $model->info(); echo "open"; }'
            . 'catch (Phonycloud\Phony\Exception\ClosedException) { echo "freed"; } });';
        self::assertSame([0, 'open', ''], Script::run($code));
        $options = ['-ddisplay_errors=stderr', '-dlog_errors=0'];
        [$status, $output, $errors] = Script::run("$code trigger_error('the end', E_USER_ERROR);", $options);
        self::assertSame([255, 'freed'], [$status, $output]);
        self::assertStringContainsString('Fatal error: the end', $errors);
    }

    public function testForkedWorkersGoOnByThemselves(): void
    {
        $code = '$source = new Source(5); $name = $source->name(); $name->full(); $batch = $name->batch(3000);'
            . '$shop = $source->schema("' . dirname(__DIR__, 3) . '/spec/examples/shop.pdl.json");'
            . '$rows = $shop->entity("User")->rows(3000)->getIterator(); $rows->current(); $all = [];'
            . 'foreach (range(0, 3) as $worker) { if (pcntl_fork() === 0) {'
            . ' $sum = md5(implode($batch->toArray()) . $name->full() . $name->at($worker * 0 + 9)'
            . '  . json_encode(iterator_to_array($rows, false)) . Phony::seed(3)->city());'
            . ' file_put_contents("php://stdout", "$sum\n"); exit(0); } }'
            . 'while (pcntl_wait($status) > 0) { if ($status !== 0) { echo "status $status\n"; } }'
            . 'echo "parent ", $name->full() === (new Source(5))->name()->at(3001) ? "goes on" : "is lost";';
        [$status, $output, $errors] = Script::run($code);
        self::assertSame([0, ''], [$status, $errors]);
        $lines = explode("\n", $output);
        self::assertSame('parent goes on', array_pop($lines));
        self::assertCount(4, $lines);
        self::assertCount(1, array_unique($lines));
        self::assertSame(32, strlen($lines[0]));
    }

    /** At the end PHP destroys objects in the order in which they were made: parents first. */
    public function testEverythingMayBeAliveAtTheEnd(): void
    {
        $code = '$shop = Phony::schema("' . dirname(__DIR__, 3) . '/spec/examples/shop.pdl.json");'
            . '$rows = $shop->entity("User")->rows(3000); $open = $rows->getIterator(); $open->current();'
            . '$pieces = $rows->pieces("csv"); $pieces->current(); $batch = Phony::name()->batch(9); $loop = [];'
            . '$loop[] = [&$loop, $shop, $rows, $open, $pieces, $batch, Phony::train(["a", "b"])];'
            . 'class Late { public $with; function __destruct() { try { $this->with[2]->toArray(); }'
            . ' catch (Phonycloud\Phony\Exception\ClosedException $e) { echo $e->getMessage(); } } }'
            . '$late = new Late(); $late->with = [$shop, $late, $rows]; unset($shop, $rows); echo "end ";';
        self::assertSame([0, 'end this phony_dataset is closed', ''], Script::run($code));
        self::assertSame([3, 'end ', ''], Script::run(str_replace('echo $e', 'exit(3); echo $e', $code)));
    }

    public function testAnExitWithinABatchIsClean(): void
    {
        $code = 'foreach (Phony::name()->batch(100_000) as $row => $name) { if ($row === 5000) { exit(4); } }';
        self::assertSame([4, '', ''], Script::run($code));
    }

    /** AddressSanitizer keeps what is freed, and PHP's own allocator is put aside. */
    private static function skipWhereMemoryIsNotCounted(): void
    {
        if (getenv('PHONY_SANITIZED') !== false) {
            self::markTestSkipped('memory is not counted with AddressSanitizer');
        }
    }
}
