<?php

// What databases say of their tables, and what the library makes of it.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Tests;

use Illuminate\Database\Connection;
use Illuminate\Database\Schema\Blueprint;
use Phonycloud\Phony\Laravel\Database\Catalog;
use Phonycloud\Phony\Laravel\Database\ForeignKey;
use Phonycloud\Phony\Laravel\Database\TableSchema;
use Phonycloud\Phony\Laravel\Exceptions\UnsupportedDatabaseException;
use Phonycloud\Phony\Laravel\Tests\Support\AppTestCase;
use Phonycloud\Phony\Source;

final class CatalogTest extends AppTestCase
{
    /** @dataProvider databases */
    public function testColumnsThatTheDatabaseFillsAreKnown(string $database): void
    {
        $catalog = Catalog::of($this->made($database));
        self::assertEqualsCanonicalizing(['id', 'twice'], $catalog->filled('orders'));
        self::assertSame([], $catalog->filled('shops'));
    }

    /** @dataProvider databases */
    public function testColumnsThatMayBeNullAreKnown(string $database): void
    {
        $catalog = Catalog::of($this->made($database));
        self::assertEqualsCanonicalizing(['note', 'parent_id', 'twice'], $catalog->nullable('orders'));
    }

    /** @dataProvider databases */
    public function testForeignKeysAreKnownAlsoOfSeveralColumns(string $database): void
    {
        $keys = Catalog::of($this->made($database))->foreignKeys('orders');
        usort($keys, static fn (ForeignKey $one, ForeignKey $other): int => $one->columns <=> $other->columns);
        self::assertEquals([
            new ForeignKey(['parent_id'], 'orders', ['id']),
            new ForeignKey(['country', 'shop'], 'shops', ['country', 'number']),
        ], $keys);
    }

    /** @dataProvider databases */
    public function testTheLibraryUnderstandsTheStatements(string $database): void
    {
        $catalog = Catalog::of($this->made($database));
        $schema = TableSchema::fromSql($catalog->ddl('orders'), 'en_US');
        $schema->leaveOut(['id', 'parent_id', 'country', 'shop', 'twice']);
        $rows = $schema->entity(new Source(42), 50)->rows()->toArray();
        self::assertSame(['status', 'amount', 'email', 'note', 'placed'], array_keys($rows[0]));
        self::assertSame([], array_diff(array_column($rows, 'status'), ['new', 'paid']));
        self::assertMatchesRegularExpression('/^\d+\.\d\d$/', $rows[0]['amount']);
        self::assertCount(50, array_unique(array_column($rows, 'email')));
        self::assertInstanceOf(\DateTimeImmutable::class, $rows[0]['placed']);
        self::assertContains(null, array_column($rows, 'note'));
    }

    /** @dataProvider databases */
    public function testATableOfAllThatIsFilled(string $database): void
    {
        $connection = $this->made($database);
        foreach (['shops' => 20, 'orders' => 100] as $table => $count) {
            [$code, , $errors] = $this->app->artisan("phony:generate $table --count=$count");
            self::assertSame(0, $code, $errors);
        }
        self::assertSame(100, $connection->table('orders')->join('shops', static function ($join): void {
            $join->on('shops.country', 'orders.country')->on('shops.number', 'orders.shop');
        })->count());
        self::assertSame(100, $connection->table('orders')->whereNull('parent_id')->count());
        $this->app->artisan('phony:generate orders --count=100 --seed=other');
        self::assertSame(100, $connection->table('orders')->whereNotNull('parent_id')->count());
    }

    public function testOtherDatabasesAreRefused(): void
    {
        $connection = new class (static fn () => null) extends Connection {
            public function getDriverName(): string
            {
                return 'sqlsrv';
            }
        };
        $this->expectException(UnsupportedDatabaseException::class);
        $this->expectExceptionMessage('tables of "sqlsrv" cannot be read, only those of sqlite, mysql');
        Catalog::of($connection);
    }

    private function made(string $database): Connection
    {
        $connection = $this->useDatabase($database);
        $schema = $connection->getSchemaBuilder();
        $schema->create('shops', static function (Blueprint $table): void {
            $table->char('country', 2);
            $table->integer('number');
            $table->string('city');
            $table->primary(['country', 'number']);
        });
        $schema->create('orders', static function (Blueprint $table): void {
            $table->id();
            $table->foreignId('parent_id')->nullable()->constrained('orders');
            $table->char('country', 2);
            $table->integer('shop');
            $table->enum('status', ['new', 'paid']);
            $table->decimal('amount', 8, 2);
            $table->decimal('twice', 9, 2)->storedAs('amount * 2')->nullable();
            $table->string('email')->unique();
            $table->text('note')->nullable();
            $table->dateTime('placed');
            $table->foreign(['country', 'shop'])->references(['country', 'number'])->on('shops');
        });
        return $connection;
    }
}
