<?php

// artisan phony:generate of Eloquent models by their factories.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Tests;

use Phonycloud\Phony\Laravel\Tests\Fixtures\Models\Bare;
use Phonycloud\Phony\Laravel\Tests\Fixtures\Models\Post;
use Phonycloud\Phony\Laravel\Tests\Fixtures\Models\User;
use Phonycloud\Phony\Laravel\Tests\Support\AppTestCase;
use RuntimeException;

final class GenerateFactoryTest extends AppTestCase
{
    /** @dataProvider databases */
    public function testModelsOfAFactoryAreStoredWithEventsAndWhatTheyBelongTo(string $database): void
    {
        $connection = $this->useDatabase($database);
        $created = 0;
        Post::created(static function () use (&$created): void {
            $created++;
        });
        [$code, $out, $errors] = $this->generate(Post::class, '--count=25 --chunk=10');
        self::assertSame([0, "25 rows inserted into posts.\n"], [$code, $out], $errors);
        self::assertStringContainsString('25/25', $errors);
        self::assertSame(25, $created);
        self::assertSame(25, $connection->table('posts')->join('users', 'users.id', 'user_id')->count());
    }

    /** @dataProvider databases */
    public function testBulkInsertsTheSameModelsWithoutEvents(string $database): void
    {
        $connection = $this->useDatabase($database);
        User::created(static fn () => self::fail('an event'));
        self::assertSame(0, $this->generate(User::class, '--count=25 --chunk=10 --bulk')[0]);
        self::assertSame(0, $connection->table('users')->whereNull('created_at')->count());
        $bulk = $connection->table('users')->orderBy('id')->get(['name', 'email'])->all();
        $connection->table('users')->delete();
        User::flushEventListeners();
        self::assertSame(0, $this->generate(User::class, '--count=25')[0]);
        self::assertEquals($bulk, $connection->table('users')->orderBy('id')->get(['name', 'email'])->all());
    }

    public function testModelsOfAnApplicationAreKnownByTheirShortNames(): void
    {
        class_exists('App\\Models\\Visitor') || class_alias(User::class, 'App\\Models\\Visitor');
        $connection = $this->useDatabase('sqlite');
        self::assertSame([0, "2 rows inserted into users.\n"], array_slice($this->generate('Visitor', '-c2'), 0, 2));
        self::assertSame(2, $connection->table('users')->count());
    }

    public function testASeedHoldsForTheFactorysValues(): void
    {
        $this->useDatabase('sqlite');
        $rows = [];
        foreach (['7', '7', '8'] as $seed) {
            $rows[] = $this->generate(User::class, "--count=5 --seed=$seed --format=csv")[1];
        }
        self::assertSame($rows[0], $rows[1]);
        self::assertNotSame($rows[0], $rows[2]);
    }

    public function testModelsThatAreWrittenLeaveNothingInTheDatabase(): void
    {
        $connection = $this->useDatabase('sqlite');
        [$code, $out] = $this->generate(Post::class, '--count=3 --format=ndjson');
        self::assertSame(0, $code);
        self::assertCount(3, explode("\n", trim($out)));
        self::assertStringContainsString('"user_id":1,', $out);
        self::assertSame([0, 0], [$connection->table('posts')->count(), $connection->table('users')->count()]);
    }

    /** @dataProvider databases */
    public function testAChunkThatFailsIsTakenBackWithWhatItsModelsBelongTo(string $database): void
    {
        $connection = $this->useDatabase($database);
        $saved = 0;
        Post::creating(static function () use (&$saved): void {
            if (++$saved === 15) {
                throw new RuntimeException('the fifteenth is refused');
            }
        });
        [$code, , $errors] = $this->generate(Post::class, '--count=30 --chunk=10');
        self::assertSame(1, $code);
        self::assertStringContainsString('posts: rows 11 to 20 were refused as a whole, 10 rows before', $errors);
        self::assertStringContainsString('the fifteenth is refused', $errors);
        self::assertSame([10, 10], [$connection->table('posts')->count(), $connection->table('users')->count()]);
    }

    public function testModelsThatMakeTheirOwnKeysHaveThemInBulkToo(): void
    {
        $connection = $this->useDatabase('sqlite');
        $connection->getSchemaBuilder()->create('keyeds', static function ($table): void {
            $table->string('id')->primary();
            $table->string('name');
        });
        self::assertSame(0, $this->generate(Fixtures\Models\Keyed::class, '--count=3 --bulk')[0]);
        self::assertSame(3, $connection->table('keyeds')->where('id', 'like', 'key-%')->count());
    }

    public function testWhatFactoriesCannotDoIsSaid(): void
    {
        $this->useDatabase('sqlite');
        self::assertSame(1, ($bare = $this->generate(Bare::class, ''))[0]);
        self::assertStringContainsString('has no factory: it does not use HasFactory', $bare[2]);
        self::assertSame(2, ($first = $this->generate(User::class, '--first=3'))[0]);
        self::assertStringContainsString('--first is not for factories', $first[2]);
    }

    /** @return array{int, string, string} */
    private function generate(string $class, string $options): array
    {
        return $this->app->artisan('phony:generate ' . strtr($class, '\\', '/') . " $options");
    }
}
