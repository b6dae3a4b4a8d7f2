<?php

// The seeder's trait: many rows in flat memory, whole chunks or nothing, foreign keys that hold.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Tests;

use Illuminate\Database\Connection;
use Illuminate\Database\QueryException;
use Illuminate\Database\Schema\Blueprint;
use Phonycloud\Phony\Exception\ArgumentException;
use Phonycloud\Phony\Exception\LimitException;
use Phonycloud\Phony\Exception\NotFoundException;
use Phonycloud\Phony\Laravel\Exceptions\InsertException;
use Phonycloud\Phony\Laravel\Exceptions\SettingException;
use Phonycloud\Phony\Laravel\Exceptions\SourceException;
use Phonycloud\Phony\Laravel\Facades\Phony;
use Phonycloud\Phony\Laravel\Seeding\Row;
use Phonycloud\Phony\Laravel\Tests\Support\AppTestCase;
use Phonycloud\Phony\Laravel\Tests\Support\ShopSeeder;
use Phonycloud\Phony\Source;

final class SeederTest extends AppTestCase
{
    private const SCHEMA = __DIR__ . '/Fixtures/shop.pdl.json';

    /** @dataProvider databases */
    public function testAHundredThousandRowsGoInWithFlatMemory(string $database): void
    {
        $connection = $this->useDatabase($database);
        $connection->enableQueryLog();
        $peaks = [];
        foreach ([5_000, 5_000, 90_000] as $rows) {
            memory_reset_peak_usage();
            self::assertSame($rows, $this->seeder()->fill('users', $rows, self::user(...)));
            $peaks[] = memory_get_peak_usage();
        }
        if (getenv('PHONY_SANITIZED') === false) {
            // Else PHP counts nothing: its own allocator is put aside.
            self::assertGreaterThan(0, $peaks[1]);
            self::assertLessThan(1 << 20, $peaks[2] - $peaks[1]);
        }
        self::assertSame(100_000, $connection->table('users')->distinct()->count('email'));
        self::assertTrue($connection->logging());
    }

    /** @dataProvider databases */
    public function testAChunkIsOneStatementAndOneTransaction(string $database): void
    {
        $connection = $this->useDatabase($database);
        $statements = [];
        $connection->listen(static function (object $query) use (&$statements): void {
            $statements[] = count($query->bindings);
        });
        $this->seeder()->fill('users', 25, self::user(...), chunk: 10);
        self::assertSame([20, 20, 10], $statements);
    }

    public function testAChunkHoldsNoMoreThanAStatementCan(): void
    {
        $connection = $this->useDatabase('sqlite');
        $this->seeder()->fill('users', 30_000, self::user(...), chunk: 30_000);
        self::assertSame(30_000, $connection->table('users')->count());
    }

    public function testValuesAreThoseOfTheSeedAndTheTable(): void
    {
        $connection = $this->useDatabase('sqlite');
        $this->seeder()->fill('users', 5, self::user(...));
        $expected = new Source('42/users');
        self::assertSame($expected->name()->take(5), $connection->table('users')->pluck('name')->all());
    }

    public function testATableFilledFurtherGoesOnWhateverElseWasFilled(): void
    {
        $connection = $this->useDatabase('sqlite');
        $this->seeder()->fill('users', 10, self::user(...));
        $whole = $connection->table('users')->orderBy('id')->pluck('email')->all();
        $connection->table('users')->delete();
        $this->boot();
        $seeder = $this->seeder();
        $seeder->fill('users', 4, self::user(...));
        $seeder->fill('counters', 3, static fn (Row $row): array => ['id' => $row->number + 1]);
        $seeder->fill('users', 6, self::user(...));
        self::assertSame($whole, $this->app['db']->table('users')->orderBy('id')->pluck('email')->all());
    }

    public function testARowChoosesByItsSeedAndNumber(): void
    {
        $row = static fn (int $number): Row => new Row(new Source(42), $number);
        self::assertSame($row(3)->integer(1, 1000), $row(3)->integer(1, 1000));
        $numbers = array_map(static fn (int $number): int => $row($number)->integer(1, 6), range(0, 599));
        $dice = array_count_values($numbers);
        ksort($dice);
        self::assertSame([1, 2, 3, 4, 5, 6], array_keys($dice));
        self::assertGreaterThan(60, min($dice));
        $third = $row(3);
        self::assertNotSame(
            [$third->integer(0, 1 << 40), $third->integer(0, 1 << 40)],
            array_fill(0, 2, $row(3)->integer(0, 1 << 40)),
        );
        self::assertContains($row(5)->oneOf(['x' => 'a', 'y' => 'b']), ['a', 'b']);
        self::assertSame([true, false], [$row(1)->chance(1.0), $row(1)->chance(0.0)]);
    }

    public function testUniqueRowsAreAsManyAsTheSettingsSay(): void
    {
        $this->boot(['phony' => ['seed' => 42, 'unique_rows' => 3]]);
        $connection = $this->useDatabase('sqlite');
        self::assertSame(3, $this->seeder()->fill('users', 3, self::user(...)));
        try {
            $this->seeder()->fill('users', 1, self::user(...));
            self::fail('there are three');
        } catch (LimitException) {
            self::assertSame(3, $connection->table('users')->count());
        }
    }

    public function testFewerRowsThanNoneAreRefused(): void
    {
        $this->useDatabase('sqlite');
        $this->expectException(SettingException::class);
        $this->expectExceptionMessage('users: -1 rows were asked for');
        $this->seeder()->fill('users', -1, self::user(...));
    }

    public function testCellsMayBeWhatLaravelHas(): void
    {
        $connection = $this->useDatabase('sqlite');
        $this->seeder()->fill('users', 1, static fn (Row $row): array => [
            'name' => $row->city(),
            'email' => $connection->raw("upper('a@example.com')"),
            'email_verified_at' => new \DateTimeImmutable('2024-02-29 12:00:00'),
            'is_admin' => true,
            'created_at' => null,
            'updated_at' => null,
        ]);
        $user = (array) $connection->table('users')->first();
        self::assertSame([(new Source('42/users'))->city()->generate(), 'A@EXAMPLE.COM', '2024-02-29 12:00:00', 1], [
            $user['name'], $user['email'], $user['email_verified_at'], (int) $user['is_admin'],
        ]);
        $this->expectException(SourceException::class);
        $this->expectExceptionMessage('name: stdClass is nothing that a database takes');
        $this->seeder()->fill('users', 1, static fn (): array => ['name' => new \stdClass()]);
    }

    public function testRowsOfOtherColumnsAreRefused(): void
    {
        $connection = $this->useDatabase('sqlite');
        try {
            $this->seeder()->fill('users', 5, static fn (Row $row): array => $row->number < 3
                ? ['name' => 'a', 'email' => "$row->number@example.com"]
                : ['name' => 'a', 'mail' => "$row->number@example.com"]);
            self::fail('taken');
        } catch (SourceException $refused) {
            self::assertSame(
                'users: row 3 has the columns name, mail, those before it name, email',
                $refused->getMessage(),
            );
            self::assertSame(0, $connection->table('users')->count());
        }
    }

    /** @dataProvider databases */
    public function testAChunkThatFailsIsTakenBackAsAWhole(string $database): void
    {
        $connection = $this->useDatabase($database);
        try {
            $this->seeder()->fill('users', 50, self::twice(...), chunk: 10);
            self::fail('taken');
        } catch (InsertException $refused) {
            self::assertSame(['users', 30, 10], [$refused->table, $refused->inserted, $refused->refused]);
            self::assertInstanceOf(QueryException::class, $refused->getPrevious());
            self::assertSame(30, $connection->table('users')->count());
            self::assertSame(0, $connection->transactionLevel());
        }
    }

    /** @dataProvider databases */
    public function testAtomicLeavesNothing(string $database): void
    {
        $connection = $this->useDatabase($database);
        try {
            $this->seeder()->fill('users', 50, self::twice(...), chunk: 10, atomic: true);
            self::fail('taken');
        } catch (InsertException) {
            self::assertSame(0, $connection->table('users')->count());
        }
    }

    /** @dataProvider databases */
    public function testAClosureThatFailsLeavesWholeChunks(string $database): void
    {
        $connection = $this->useDatabase($database);
        try {
            $this->seeder()->fill('users', 50, static fn (Row $row): array => $row->number < 25
                ? self::user($row) : throw new \DomainException('no more'), chunk: 10);
            self::fail('taken');
        } catch (\DomainException) {
            self::assertSame(20, $connection->table('users')->count());
        }
    }

    /** @dataProvider databases */
    public function testASchemaFillsItsTablesWithForeignKeysThatHold(string $database): void
    {
        $connection = $this->useDatabase($database);
        $filled = $this->seeder()->fillSchema(self::SCHEMA, ['User' => 1000, 'Post' => 3000]);
        self::assertSame(['users' => 1000, 'posts' => 3000], $filled);
        self::assertSame(3000, $connection->table('posts')->join('users', 'users.id', 'posts.user_id')->count());
        $this->assertSameAsTheSchemas($connection);
    }

    /** @dataProvider databases */
    public function testASchemaThatFailsLeavesNothingWhereItIsAtomic(string $database): void
    {
        $connection = $this->useDatabase($database);
        $connection->table('users')->insert(['id' => 500, 'name' => 'here', 'email' => 'before']);
        try {
            $this->seeder()->fillSchema(self::SCHEMA, ['User' => 600], chunk: 100, atomic: true);
            self::fail('taken');
        } catch (InsertException $refused) {
            self::assertStringContainsString('and all rows before them were taken back', $refused->getMessage());
            self::assertSame(400, $refused->inserted);
            self::assertSame([1, 0], [$connection->table('users')->count(), $connection->table('posts')->count()]);
        }
    }

    /** @dataProvider databases */
    public function testATableThatRefersToItselfIsFilledWhateverTheChunks(string $database): void
    {
        $connection = $this->useDatabase($database);
        $connection->getSchemaBuilder()->create('employees', static function (Blueprint $table): void {
            $table->id();
            $table->string('name');
            $table->foreignId('manager_id')->nullable()->constrained('employees');
        });
        $filled = $this->seeder()->fillSchema(__DIR__ . '/Fixtures/tree.pdl.json', [], chunk: 7);
        self::assertSame(['employees' => 1000], $filled);
        self::assertGreaterThan(800, $connection->table('employees')->whereNotNull('manager_id')->count());
    }

    public function testWhatIsWrongWithASchemaIsSaid(): void
    {
        $this->useDatabase('sqlite');
        foreach (
            [
                [NotFoundException::class, "$this->folder/none.pdl.json", []],
                [ArgumentException::class, self::SCHEMA, ['Nobody' => 3]],
                [ArgumentException::class, self::SCHEMA, ['User' => -3]],
            ] as [$class, $file, $counts]
        ) {
            try {
                $this->seeder()->fillSchema($file, $counts);
                self::fail("no $class");
            } catch (\Phonycloud\Phony\Exception\PhonyException $refused) {
                self::assertInstanceOf($class, $refused);
            }
        }
    }

    public function testProgressIsDrawnWhereTheSeederRunsFromTheConsole(): void
    {
        $this->useDatabase('sqlite');
        [$code, , $errors] = $this->app->artisan('db:seed --class=' . addslashes(ShopSeeder::class));
        self::assertSame(0, $code, $errors);
        self::assertStringContainsString(' users: 2000/2000 [▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓] 100%', $errors);
        self::assertStringContainsString(' posts: 30/30 [▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓] 100%', $errors);
    }

    private function seeder(): ShopSeeder
    {
        return (new ShopSeeder())->setContainer($this->app);
    }

    /** @return array<string, mixed> */
    private static function user(Row $row): array
    {
        return ['name' => $row->name()->full(), 'email' => $row->unique()->email()->generate()];
    }

    /** @return array<string, mixed> the 35th has the address of the 5th */
    private static function twice(Row $row): array
    {
        return ['name' => 'a', 'email' => ($row->number === 34 ? 4 : $row->number) . '@example.com'];
    }

    private function assertSameAsTheSchemas(Connection $connection): void
    {
        $posts = Phony::schema(self::SCHEMA, ['User' => 1000, 'Post' => 3000])->entity('Post')->rows();
        foreach ([0, 1, 2999] as $number) {
            $expected = $posts->at($number);
            $stored = (array) $connection->table('posts')->find($expected['id']);
            $expected['day'] = $expected['day']->format('Y-m-d');
            self::assertEquals($expected, $stored);
        }
    }
}
