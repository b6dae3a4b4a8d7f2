<?php

// Seeds, locales and views.

declare(strict_types=1);

namespace Phonycloud\Phony\Tests;

use Phonycloud\Phony\Internal\Handle;
use Phonycloud\Phony\Internal\Library;
use Phonycloud\Phony\Internal\Pool;
use Phonycloud\Phony\Phony;
use Phonycloud\Phony\Source;
use PHPUnit\Framework\TestCase;

final class SourceTest extends TestCase
{
    public function testANumberIsTheTextOfThatNumber(): void
    {
        self::assertSame((new Source(42))->name()->full(), (new Source('42'))->name()->full());
        self::assertNotSame((new Source(42))->name()->full(), (new Source(43))->name()->full());
    }

    public function testWithoutSeedThereIsAFreshOneThatCanBeRepeated(): void
    {
        $source = new Source();
        self::assertMatchesRegularExpression('/^\d+$/', $source->currentSeed());
        self::assertNotSame($source->currentSeed(), (new Source())->currentSeed());
        self::assertSame($source->name()->take(3), (new Source($source->currentSeed()))->name()->take(3));
    }

    public function testASeedBeginsAtRowZeroEachTime(): void
    {
        $first = Phony::seed(12345)->name()->full();
        self::assertSame($first, Phony::seed(12345)->name()->full());
        self::assertSame('12345', Phony::seed(12345)->currentSeed());
        self::assertNotSame('12345', Phony::source()->currentSeed());
    }

    public function testACloneBeginsAtRowZero(): void
    {
        $source = new Source();
        $first = $source->name()->full();
        self::assertSame($first, (clone $source)->name()->full());
    }

    public function testLocalesDifferAndGoOn(): void
    {
        $source = new Source(1);
        $expected = (new Source(seed: 1, locale: 'tr_TR'))->city()->take(2);
        self::assertSame($expected, [$source->locale('tr_TR')->city()->generate(), (string) $source->locale('tr_TR')
            ->city()]);
        self::assertSame('tr_TR', $source->locale('tr_TR')->currentLocale());
        self::assertSame('en_US', $source->currentLocale());
        self::assertNotSame($expected[0], $source->city()->generate());
    }

    public function testViewsCombine(): void
    {
        $expected = (new Source(5, 'de_DE'))->unique('numbered', 100)->email()->take(100);
        self::assertSame($expected, (new Source(5))->unique('numbered', 100)->locale('de_DE')->email()->take(100));
        self::assertSame($expected, (new Source(4))->locale('de_DE')->unique('numbered', 100)->seed(5)->email()
            ->take(100));
        self::assertCount(100, array_unique($expected));
    }

    public function testMoreRecipesThanAreKeptCompiledGoOnAtTheirRows(): void
    {
        $source = new Source(3);
        $first = $source->template('0 {first}')->take(2);
        for ($number = 1; $number < 1100; $number++) {
            $source->template("$number {first}")->generate();
        }
        $all = (new Source(3))->template('0 {first}')->take(3);
        self::assertSame($all, [...$first, $source->template('0 {first}')->generate()]);
    }

    public function testWhatWasUsedLastIsTheLastToBeCompiledAnew(): void
    {
        $pool = new Pool();
        $handle = fn () => new Handle(Library::get(), 'phony_generator', null);
        $first = $pool->take('first', $handle);
        for ($number = 0; $number < 100; $number++) {
            $pool->take("other $number", $handle);
            self::assertSame($first, $pool->take('first', $handle));
        }
        self::assertNotSame($pool->take('other 9', $handle), $pool->take('other 0', $handle));
    }

    public function testModelsOfTheProjectAreListed(): void
    {
        $models = Phony::models();
        self::assertArrayHasKey('en_US/city_names', $models);
        self::assertFileExists($models['en_US/city_names']);
        self::assertSame(
            Phony::seed(9)->model('en_US/city_names')->take(4),
            Phony::seed(9)->loadModel($models['en_US/city_names'])->take(4)
        );
    }
}
