<?php

// The trait for tests: every test has its own seed, which its name gives.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Tests;

use Phonycloud\Phony\Laravel\Facades\Phony;
use Phonycloud\Phony\Laravel\Tests\Fixtures\Models\User;
use Phonycloud\Phony\Laravel\Tests\Support\AppTestCase;
use Phonycloud\Phony\Laravel\WithPhony;
use Phonycloud\Phony\Source;

final class WithPhonyTest extends AppTestCase
{
    use WithPhony;

    protected function setUp(): void
    {
        parent::setUp();
        $this->setUpWithPhony();
    }

    public function testTheSeedIsTheSettingsAndTheTestsName(): void
    {
        self::assertSame('42/' . self::class . '::' . __FUNCTION__, $this->phony->currentSeed());
    }

    /** @dataProvider twoSets */
    public function testDataSetsHaveSeedsOfTheirOwn(string $set): void
    {
        $seed = explode(' (', $this->phony->currentSeed())[0];
        self::assertStringEndsWith(__FUNCTION__ . " with data set \"$set\"", $seed);
    }

    /** @return array<string, array{string}> */
    public function twoSets(): array
    {
        return ['one' => ['one'], 'two' => ['two']];
    }

    public function testFacadeAndFactoriesTakeTheTestsValues(): void
    {
        self::assertSame($this->phony, Phony::source());
        $expected = (new Source($this->phony->currentSeed()))->name()->full();
        self::assertSame($expected, User::factory()->make()->name);
    }

    public function testASeedCanBeChosen(): void
    {
        $this->usePhonySeed(7);
        $cities = [$this->phony->city()->generate(), Phony::city()->generate()];
        self::assertSame((new Source(7))->city()->take(2), $cities);
    }

    public function testWithoutASeedInTheSettingsTheNameAloneGivesIt(): void
    {
        $this->boot(['phony' => []]);
        putenv('PHONY_SEED');
        $this->setUpWithPhony();
        self::assertSame(self::class . '::' . __FUNCTION__, $this->phony->currentSeed());
    }
}
