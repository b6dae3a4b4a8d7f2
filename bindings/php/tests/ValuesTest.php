<?php

// What one can ask of values, and in which order they come.

declare(strict_types=1);

namespace Phonycloud\Phony\Tests;

use Phonycloud\Phony\Phony;
use Phonycloud\Phony\Source;
use Phonycloud\Phony\Values;
use PHPUnit\Framework\TestCase;

final class ValuesTest extends TestCase
{
    private Source $source;

    protected function setUp(): void
    {
        $this->source = new Source(seed: 42);
    }

    public function testSingleValuesAndListsComeInTheOrderOfTheCalls(): void
    {
        $expected = (new Source(42))->name()->take(12);
        $name = $this->source->name();
        $found = [$name->full(), $name->generate(), (string) $name, ...$name->take(4)];
        $found = [...$found, $this->source->name()->full(), ...$name->batch(2), $name->full(), "$name"];
        self::assertSame($expected, $found);
    }

    public function testManySingleValuesAreTheSameAsAList(): void
    {
        $expected = (new Source(42))->email()->take(5000);
        $found = [];
        for ($row = 0; $row < 5000; $row++) {
            $found[] = $this->source->email()->generate();
        }
        self::assertSame($expected, $found);
    }

    public function testTwoObjectsOfTheSameRecipeShareTheCursor(): void
    {
        $expected = (new Source(42))->name()->startsWith('A')->minLength(6)->take(2);
        $first = $this->source->name()->startsWith('A')->minLength(6)->full();
        $second = $this->source->name()->minLength(6)->startsWith('A')->full();
        self::assertSame($expected, [$first, $second]);
    }

    public function testABatchReservesItsRowsWhenItIsMade(): void
    {
        $expected = (new Source(42))->city()->take(30);
        $city = $this->source->city();
        $later = $city->batch(10);
        self::assertSame(array_slice($expected, 10, 20), $city->take(20));
        self::assertSame(array_slice($expected, 0, 10), $later->toArray());
        self::assertSame(array_slice($expected, 0, 10), iterator_to_array($later), 'read again');
        self::assertCount(10, $later);
    }

    public function testTheKeysOfABatchCountFromZero(): void
    {
        $values = iterator_to_array($this->source->name()->batch(10_000));
        self::assertSame(range(0, 9999), array_keys($values));
        self::assertSame((new Source(42))->name()->take(10_000), $values);
    }

    public function testChunksHaveTheSizeAskedFor(): void
    {
        $chunks = iterator_to_array($this->source->name()->batch(10_500)->chunks(5000), false);
        self::assertSame([5000, 5000, 500], array_map('count', $chunks));
        self::assertSame((new Source(42))->name()->take(10_500), array_merge(...$chunks));
    }

    public function testSmallChunksHaveTheSizeAskedForToo(): void
    {
        $chunks = iterator_to_array($this->source->city()->batch(5000)->chunks(7));
        self::assertSame([...array_fill(0, 714, 7), 2], array_map('count', $chunks));
        self::assertSame((new Source(42))->city()->take(5000), array_merge(...$chunks));
    }

    public function testValuesAreStringsInJson(): void
    {
        [$first, $second, $third] = (new Source(42))->city()->take(3);
        $json = json_encode(['more' => $this->source->city()->batch(2), 'city' => $this->source->city()]);
        self::assertSame(['more' => [$first, $second], 'city' => $third], json_decode((string) $json, true));
    }

    public function testWhatIsUsualIsTheSameWhetherItIsSaidOrNot(): void
    {
        $expected = (new Source(42))->unique()->email()->take(2);
        $views = [$this->source->unique(), $this->source->unique(rows: 1_000_000)];
        self::assertSame($expected, [$views[0]->email()->generate(), $views[1]->email()->generate()]);
        $email = $this->source->email();
        $values = [$email->unique('numbered'), $email->unique('numbered', 1_000_000)];
        self::assertSame($expected, [$values[0]->generate(), $values[1]->generate()]);
    }

    public function testAnyRowCanBeHadWithoutMovingTheCursor(): void
    {
        $list = (new Source(42))->username()->take(100);
        $values = $this->source->username();
        self::assertSame($list[99], $values->at(99));
        self::assertSame($list[0], $values->generate());
        self::assertNotSame('', $values->at(PHP_INT_MAX));
    }

    public function testAColumnHoldsTheSameValues(): void
    {
        $list = (new Source(42))->sentence()->take(3000);
        $this->source->sentence()->generate();
        $column = $this->source->sentence()->column(2999);
        self::assertCount(2999, $column);
        self::assertSame($list[1], $column->at(0));
        self::assertSame($list[2999], $column->at(2998));
        self::assertSame(implode('', array_slice($list, 1)), $column->bytes);
        self::assertCount(0, $this->source->sentence()->column(0));
    }

    public function testConstraintsHoldAndLeaveTheOriginalAsItWas(): void
    {
        $model = $this->source->model('en_US/last_names');
        foreach ($model->minLength(6)->maxLength(9)->contains('a')->take(200) as $value) {
            self::assertMatchesRegularExpression('/^(?=.*a).{6,9}$/u', $value);
        }
        foreach ($model->startsWith('Mc')->endsWith('n')->take(50) as $value) {
            self::assertMatchesRegularExpression('/^Mc.*n$/u', $value);
        }
        foreach ($this->source->model('en_US/company_names')->minWords(2)->maxWords(2)->take(50) as $value) {
            self::assertSame(1, substr_count($value, ' '), $value);
        }
        foreach ($model->matches('[A-F][a-z]+')->take(50) as $value) {
            self::assertMatchesRegularExpression('/^[A-F][a-z]+$/', $value);
        }
        self::assertSame((new Source(42))->model('en_US/last_names')->take(5), $model->take(5));
    }

    public function testThePartsOfARowBelongToOnePerson(): void
    {
        $name = $this->source->name();
        for ($row = 0; $row < 50; $row++) {
            self::assertSame($name->full(), $name->first() . ' ' . $name->last());
        }
    }

    public function testGendersDiffer(): void
    {
        $women = $this->source->name()->female()->take(50);
        $men = $this->source->name()->male()->take(50);
        self::assertNotSame($women, $men);
        self::assertSame($women[0], (new Source(42))->name()->female()->full());
        self::assertSame(['female'], array_values(array_unique($this->source->gender()->female()->take(20))));
    }

    public function testUniqueValuesDiffer(): void
    {
        foreach (['email', 'username', 'name'] as $method) {
            $values = $this->source->unique(rows: 20_000)->$method()->take(20_000);
            self::assertCount(20_000, array_unique($values), $method);
        }
    }

    public function testAUniqueViewGoesOnWhereItWas(): void
    {
        $found = [];
        for ($row = 0; $row < 300; $row++) {
            $found[] = $this->source->unique()->email()->generate();
        }
        self::assertCount(300, array_unique($found));
        self::assertSame((new Source(42))->unique()->email()->take(300), $found);
    }

    public function testSortedValuesAreInCodePointOrder(): void
    {
        $values = $this->source->model('en_US/last_names')->sorted(500)->take(500);
        $sorted = $values;
        sort($sorted, SORT_STRING);
        self::assertSame($sorted, $values);
    }

    public function testTemplatesTakeNamesOfOnesOwn(): void
    {
        $template = $this->source->template('{who}: {first} from {town} {{x}}', [
            'who' => '{first|upper}',
            'town' => $this->source->city()->startsWith('S'),
        ]);
        self::assertMatchesRegularExpression('/^(\S+): \S+ from S.* \{x\}$/u', $template->generate());
        self::assertSame($template->at(7), (clone $template)->at(7));
    }

    public function testLongValuesHaveRoom(): void
    {
        $long = $this->source->template(str_repeat('{lorem.paragraph} ', 90));
        $values = $long->take(40);
        self::assertGreaterThan(1 << 20, strlen(implode($values)));
        self::assertSame($values[39], (new Source(42))->template(str_repeat('{lorem.paragraph} ', 90))->at(39));
        self::assertSame($values[20], (new Source(42))->template(str_repeat('{lorem.paragraph} ', 90))
            ->column(40)->at(20));
    }

    public function testWhatLongValuesNeededIsGivenBack(): void
    {
        $many = ['b' => str_repeat('{c}', 1000), 'c' => str_repeat('0123456789', 100)];
        $values = $this->source->template(str_repeat('{b}', 12), $many);
        $before = memory_get_usage();
        self::assertSame(12_000_000, strlen($values->at(0)));
        self::assertLessThan(1 << 20, memory_get_usage() - $before);
    }

    /** @return iterable<string, array{string}> */
    public function builtIn(): iterable
    {
        $methods = ['name', 'firstName', 'lastName', 'gender', 'email', 'username', 'phone', 'company', 'city',
            'streetAddress', 'word', 'sentence', 'paragraph'];
        foreach ($methods as $method) {
            yield $method => [$method];
        }
    }

    /** @dataProvider builtIn */
    public function testTheFrontGivesWhatASourceGives(string $method): void
    {
        Phony::use(new Source('front'));
        try {
            $values = Phony::$method();
            self::assertInstanceOf(Values::class, $values);
            self::assertSame((new Source('front'))->$method()->take(3), $values->take(3));
            self::assertSame((new Source('front'))->$method()->at(3), Phony::$method()->generate());
        } finally {
            Phony::use(null);
        }
    }
}
