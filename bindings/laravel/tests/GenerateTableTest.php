<?php

// artisan phony:generate of tables by their columns, with real databases.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Tests;

use Illuminate\Database\Connection;
use Illuminate\Database\Schema\Blueprint;
use Phonycloud\Phony\Laravel\Tests\Support\AppTestCase;

final class GenerateTableTest extends AppTestCase
{
    /** @dataProvider databases */
    public function testATableIsFilledByItsColumns(string $database): void
    {
        $connection = $this->useDatabase($database);
        [$code, $out, $errors] = $this->app->artisan('phony:generate users --count=2500');
        self::assertSame([0, "2500 rows inserted into users.\n"], [$code, $out], $errors);
        self::assertStringContainsString(' 0/2500', $errors);
        self::assertStringContainsString('2500/2500 [▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓] 100%', $errors);
        self::assertSame(range(1, 2500), $connection->table('users')->orderBy('id')->pluck('id')->all());
        self::assertSame(2500, $connection->table('users')->where('email', 'like', '%_@example.com')->count());
        self::assertSame(2500, $connection->table('users')->whereIn('is_admin', [0, 1])->count());
        self::assertPersonsHaveTheirAddresses($connection);
        self::assertSame(0, $connection->table('users')->whereColumn('updated_at', '<', 'created_at')->count());
        $unverified = $connection->table('users')->whereNull('email_verified_at')->count();
        self::assertGreaterThan(0, $unverified);
        self::assertLessThan(2500, $unverified);
    }

    /** @dataProvider databases */
    public function testForeignKeysAreRowsThatAreThere(string $database): void
    {
        $connection = $this->useDatabase($database);
        $this->fill('users --count=50');
        $this->fill('posts --count=500');
        self::assertSame(500, $connection->table('posts')->join('users', 'users.id', 'posts.user_id')->count());
        $parents = $connection->table('posts')->distinct()->count('user_id');
        self::assertGreaterThan(40, $parents);
        self::assertSame(500, $connection->table('posts')->whereIn('status', ['draft', 'live'])->count());
    }

    /** @dataProvider databases */
    public function testAUniqueForeignKeyTakesEachParentOnceAndThoseThatAreLeft(string $database): void
    {
        $connection = $this->useDatabase($database);
        $this->fill('users --count=30');
        $this->fill('profiles --count=20');
        $this->fill('profiles --count=10 --seed=another');
        self::assertSame(30, $connection->table('profiles')->distinct()->count('user_id'));
        [$code, , $errors] = $this->app->artisan('phony:generate profiles --count=1');
        self::assertSame(1, $code);
        self::assertStringContainsString('profiles.user_id takes every row of users once, and 1 are', $errors);
        self::assertSame(0, $connection->table('profiles')->whereNotNull('post_id')->count());
    }

    /** @dataProvider databases */
    public function testATableOfForeignKeysAloneIsFilled(string $database): void
    {
        $connection = $this->useDatabase($database);
        $this->fill('users --count=5');
        $this->fill('posts --count=5');
        $this->fill('likes --count=40');
        self::assertSame(40, $connection->table('likes')->join('users', 'users.id', 'likes.user_id')
            ->join('posts', 'posts.id', 'likes.post_id')->count());
    }

    /** @dataProvider databases */
    public function testForeignKeysThatAreAKeyTogetherHaveNoCombinationTwice(string $database): void
    {
        $connection = $this->useDatabase($database);
        $this->fill('users --count=7');
        $this->fill('posts --count=6');
        [$code, , $errors] = $this->app->artisan('phony:generate readers --count=43');
        self::assertSame(1, $code);
        self::assertStringContainsString('are a key together, and 43 rows are asked for where there are 42', $errors);
        $this->fill('readers --count=42');
        self::assertSame(42, $connection->table('readers')->count());
        $first = $connection->table('readers')->whereNotNull('since')->limit(6)->pluck('user_id');
        self::assertGreaterThan(2, $first->unique()->count());
    }

    /** @dataProvider databases */
    public function testTheSameSeedFillsATableWithTheSameRows(string $database): void
    {
        $connection = $this->useDatabase($database);
        $this->fill('users --count=20');
        $rows = [];
        foreach (['7', '7', '8'] as $seed) {
            $this->fill("posts --count=40 --seed=$seed");
            $rows[] = $this->rows($connection);
            $connection->table('posts')->delete();
        }
        self::assertSame($rows[0], $rows[1]);
        self::assertNotSame($rows[0], $rows[2]);
    }

    /** @dataProvider databases */
    public function testPartsOfARunMakeTheWhole(string $database): void
    {
        $connection = $this->useDatabase($database);
        $this->fill('users --count=30');
        $whole = $connection->table('users')->orderBy('id')->pluck('email')->all();
        $connection->table('users')->delete();
        $this->fill('users --first=0 --count=10 --of=30');
        $this->fill('users --first=10 --count=20 --of=30 --chunk=7');
        self::assertSame($whole, $connection->table('users')->orderBy('id')->pluck('email')->all());
    }

    /** @dataProvider databases */
    public function testPartsOfARunHaveTheParentsOfTheWhole(string $database): void
    {
        $connection = $this->useDatabase($database);
        $this->fill('users --count=7');
        $this->fill('posts --count=6');
        $whole = $connection->table('posts')->orderBy('id')->pluck('user_id')->all();
        $connection->table('posts')->delete();
        $this->fill('posts --count=2 --of=6');
        $this->fill('posts --first=2 --count=4 --of=6');
        self::assertSame($whole, $connection->table('posts')->orderBy('id')->pluck('user_id')->all());
        $this->fill('readers --count=20 --of=42');
        $this->fill('readers --first=20 --count=22 --of=42');
        self::assertSame(42, $connection->table('readers')->count());
    }

    /** @dataProvider databases */
    public function testBytesAndMomentsAreStoredAsTheyAreWritten(string $database): void
    {
        $connection = $this->useDatabase($database);
        $connection->getSchemaBuilder()->create('files', static function (Blueprint $table): void {
            $table->id();
            $table->binary('content');
            $table->dateTimeTz('at');
        });
        $isPostgres = $database === 'postgres';
        $isPostgres && $connection->statement("set time zone 'America/New_York'");
        [$code, $out, $errors] = $this->app->artisan('phony:generate files --count=20 --format=ndjson');
        self::assertSame(0, $code, $errors);
        $this->fill('files --count=20');
        [$bytes, $time] = $isPostgres
            ? ["encode(content, 'hex')", "to_char(at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS')"]
            : ['lower(hex(content))', 'at'];
        $rows = $connection->table('files')->orderBy('id')->selectRaw("$bytes as bytes, $time as at")->get();
        foreach (explode("\n", rtrim($out)) as $number => $line) {
            $written = json_decode($line, true);
            self::assertSame($written['content'], '\\x' . $rows[$number]->bytes);
            self::assertSame(substr($written['at'], 0, 19), substr($rows[$number]->at, 0, 19));
        }
        self::assertCount(20, $rows);
    }

    public function testRowsCanBeWrittenInPlaceOfStored(): void
    {
        $connection = $this->useDatabase('sqlite');
        [$code, $out] = $this->app->artisan('phony:generate users --count=3 --format=json');
        self::assertSame(0, $code);
        $rows = json_decode($out, true);
        self::assertCount(3, $rows);
        self::assertSame(
            ['name', 'email', 'email_verified_at', 'is_admin', 'created_at', 'updated_at'],
            array_keys($rows[0]),
        );
        self::assertIsBool($rows[0]['is_admin']);
        self::assertSame(0, $connection->table('users')->count());
    }

    public function testATableIsMeantWhereItsNameIsAskedFor(): void
    {
        $connection = $this->useDatabase('sqlite');
        $connection->getSchemaBuilder()->create('email', static function ($table): void {
            $table->id();
            $table->string('city');
        });
        [, $out] = $this->app->artisan('phony:generate email --count=2');
        self::assertMatchesRegularExpression('/^(\S+@example\.com\n){2}$/', $out);
        $this->fill('--table=email --count=2');
        self::assertSame(2, $connection->table('email')->where('city', '<>', '')->count());
    }

    public function testATablePrefixIsHeeded(): void
    {
        $this->app['config']->set('database.connections.sqlite.prefix', 'app_');
        $connection = $this->useDatabase('sqlite');
        $this->fill('users --count=5');
        $this->fill('posts --count=9');
        self::assertSame(9, (int) $connection->selectOne(
            'select count(*) as n from app_posts join app_users on app_users.id = user_id',
        )->n);
    }

    public function testWhatCannotBeFilledIsSaid(): void
    {
        $this->useDatabase('sqlite');
        foreach (
            [
                'posts' => 'posts.user_id refers to users, which has no rows: fill it first',
                'counters' => 'counters has no columns to fill: the database fills them all',
                'users --unique' => '--unique is for values',
            ] as $line => $message
        ) {
            [$code, $out, $errors] = $this->app->artisan("phony:generate $line");
            self::assertNotSame(0, $code);
            self::assertSame('', $out);
            self::assertStringContainsString($message, $errors);
        }
    }

    /** @dataProvider databases */
    public function testAChunkThatIsRefusedIsNotInTheTableAndThoseBeforeItAre(string $database): void
    {
        $connection = $this->useDatabase($database);
        $this->fill('users --count=30');
        $taken = $connection->table('users')->where('id', 26)->value('email');
        $connection->table('users')->where('id', '<>', 26)->delete();
        [$code, $out, $errors] = $this->app->artisan('phony:generate users --count=30 --chunk=10');
        self::assertSame([1, ''], [$code, $out]);
        self::assertStringContainsString('users: rows 21 to 30 were refused as a whole, 20 rows before', $errors);
        self::assertStringNotContainsString('insert into', $errors);
        self::assertSame(21, $connection->table('users')->count());
        self::assertSame(1, $connection->table('users')->where('email', $taken)->count());
        self::assertSame(0, $connection->transactionLevel());
    }

    /** @dataProvider databases */
    public function testAtomicLeavesNothingOfARunThatFailed(string $database): void
    {
        $connection = $this->useDatabase($database);
        $this->fill('users --count=30');
        $connection->table('users')->where('id', '<>', 26)->delete();
        [$code, , $errors] = $this->app->artisan('phony:generate users --count=30 --chunk=10 --atomic');
        self::assertSame(1, $code);
        self::assertStringContainsString('and all rows before them were taken back', $errors);
        self::assertSame(1, $connection->table('users')->count());
    }

    public function testInProductionNothingIsInsertedUnasked(): void
    {
        $connection = $this->useDatabase('sqlite');
        $this->app['config']->set('app.env', 'production');
        [$code, $out] = $this->app->artisan('phony:generate users');
        self::assertSame(1, $code);
        self::assertStringContainsStringIgnoringCase('production', $out);
        self::assertSame(0, $connection->table('users')->count());
        $this->fill('users --force');
        self::assertSame(10, $connection->table('users')->count());
    }

    public function testAnotherConnectionCanBeMeant(): void
    {
        $connection = $this->useDatabase('sqlite');
        touch("$this->folder/empty.sqlite");
        $this->app['config']->set('database.connections.other', [
            'driver' => 'sqlite', 'database' => "$this->folder/empty.sqlite", 'prefix' => '',
        ]);
        [$code, , $errors] = $this->app->artisan('phony:generate users --connection=other');
        self::assertSame(1, $code);
        self::assertStringContainsString('empty.sqlite', $errors);
        $this->fill('users --connection=sqlite');
        self::assertSame(10, $connection->table('users')->count());
    }

    /** Of a user, "name" is a person's, and the address beside it is made of it. */
    private static function assertPersonsHaveTheirAddresses(Connection $connection): void
    {
        foreach ($connection->table('users')->limit(20)->get() as $user) {
            $last = preg_replace('/[^a-z]/', '', strtolower((string) strrchr($user->name, ' ')));
            self::assertStringContainsString((string) $last, strtolower($user->email));
        }
    }

    private function fill(string $line): void
    {
        [$code, , $errors] = $this->app->artisan("phony:generate $line");
        self::assertSame(0, $code, $errors);
    }

    /** @return list<array<string, mixed>> */
    private function rows(Connection $connection): array
    {
        return $connection->table('posts')->orderBy('id')->get()->map(static function (object $row): array {
            $values = (array) $row;
            unset($values['id']);
            return $values;
        })->all();
    }
}
