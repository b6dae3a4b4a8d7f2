<?php

// Data sets: rows with PHP's own types.

declare(strict_types=1);

namespace Phonycloud\Phony\Tests;

use DateTimeImmutable;
use Phonycloud\Phony\Exception\ArgumentException;
use Phonycloud\Phony\Exception\ClosedException;
use Phonycloud\Phony\Exception\LimitException;
use Phonycloud\Phony\Exception\NotFoundException;
use Phonycloud\Phony\Exception\SchemaException;
use Phonycloud\Phony\Phony;
use Phonycloud\Phony\Schema;
use Phonycloud\Phony\Source;
use Phonycloud\Phony\Tests\Support\Folder;
use PHPUnit\Framework\TestCase;

final class SchemaTest extends TestCase
{
    private const EXAMPLES = __DIR__ . '/../../../spec/examples';

    /** What the columns of the example are in PHP. */
    private const TYPES = [
        'small' => 'is_int', 'middle' => 'is_int', 'great' => 'is_int', 'price' => 'is_string',
        'exact' => 'is_string', 'ratio' => 'is_float', 'flag' => 'is_bool', 'words' => 'is_string',
        'code' => 'is_string', 'document' => 'is_string', 'raw' => 'is_string', 'size' => 'is_string',
    ];

    public function testValuesHaveTheirNativeTypes(): void
    {
        foreach ($this->schema('types')->entity('Sample')->rows(200) as $row) {
            foreach (self::TYPES as $column => $is) {
                self::assertTrue($is($row[$column]), $column);
            }
            foreach (['day', 'clock', 'local', 'moment'] as $column) {
                self::assertInstanceOf(DateTimeImmutable::class, $row[$column]);
                self::assertSame('UTC', $row[$column]->getTimezone()->getName());
            }
            self::assertMatchesRegularExpression('/^-?\d+\.\d\d$/', $row['price']);
            self::assertMatchesRegularExpression('/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/', $row['unique_id']);
        }
    }

    /** PHP's values, written down, are what the library writes: signs, scales and times before 1970 too. */
    public function testValuesAreThoseOfTheCsv(): void
    {
        $rows = $this->schema('types')->entity('Sample')->rows(1500);
        $lines = array_slice(explode("\n", rtrim($rows->write('csv'))), 1);
        $names = array_keys($rows->at(0));
        foreach ($rows as $index => $row) {
            $csv = array_combine($names, str_getcsv($lines[$index], ',', '"', ''));
            foreach (['day' => '', 'clock' => '1970-01-01 ', 'local' => '', 'moment' => ''] as $column => $date) {
                $time = new DateTimeImmutable($date . $csv[$column], new \DateTimeZone('UTC'));
                self::assertEquals($time, $row[$column], $column);
            }
            foreach (['id', 'small', 'great', 'price', 'exact', 'code', 'unique_id', 'document'] as $column) {
                self::assertSame($csv[$column], (string) $row[$column]);
            }
            self::assertEqualsWithDelta((float) $csv['ratio'], $row['ratio'], 1e-12);
            self::assertSame($csv['flag'] === 'true', $row['flag']);
        }
    }

    public function testTimesBefore1970AndNegativeAmountsAreRight(): void
    {
        $folder = new Folder();
        $constant = fn (string $type, string $value) => "{\"type\": \"$type\", "
            . "\"generator\": {\"type\": \"constant\", \"value\": \"$value\"}}";
        $path = $folder->file('old.pdl.json', '{"version": "1.0", "name": "Old", "entities": {"Old": {"fields": {'
            . '"id": {"generator": "sequence", "primary": true},'
            . '"at": ' . $constant('timestamp', '1969-12-31T23:59:59.25') . ','
            . '"on": ' . $constant('date', '1905-02-28') . ','
            . '"debt": ' . $constant('decimal(8,3)', '-0.005') . '}}}}');
        $row = Phony::schema($path)->entity('Old')->rows(1)->at(0);
        self::assertSame('1969-12-31 23:59:59.250000', $row['at']->format('Y-m-d H:i:s.u'));
        self::assertSame('1905-02-28', $row['on']->format('Y-m-d'));
        self::assertSame('-0.005', $row['debt']);
    }

    public function testNullsAreNull(): void
    {
        $entity = $this->schema('nulls')->entity($this->schema('nulls')->entities()[0]);
        $nulls = 0;
        foreach ($entity->rows(500) as $row) {
            $nulls += count(array_filter($row, fn ($value) => $value === null));
        }
        $lines = explode("\n", $entity->rows(500)->write('ndjson'));
        self::assertGreaterThan(0, $nulls);
        self::assertSame(substr_count(implode($lines), ':null'), $nulls);
    }

    public function testRowsTakeTheNumberAskedFor(): void
    {
        $users = $this->schema('shop')->entity('User');
        self::assertSame(10, $users->count);
        self::assertCount(10, $users->rows());
        self::assertCount(100, $users->rows(100));
        self::assertCount(100, $users->rows(100)->toArray());
        self::assertCount(0, $users->rows(0)->toArray());
        self::assertCount(25, $this->schema('shop', counts: ['User' => 25])->entity('User')->rows());
    }

    public function testRowsColumnsAndChunksAgree(): void
    {
        $rows = $this->schema('shop')->entity('User')->rows(2500);
        $list = $rows->toArray();
        self::assertSame(array_column($list, 'email'), $rows->columns()['email']);
        self::assertSame(array_slice(array_column($list, 'name'), 1000, 1200), $rows->columns(1000, 1200)['name']);
        self::assertEquals($list, array_merge(...iterator_to_array($rows->chunks(999), false)));
        self::assertEquals($list[2049], $rows->at(2049));
        self::assertEquals(array_slice($list, 2000), iterator_to_array($rows->from(2000), false));
        self::assertCount(2500, array_unique(array_column($list, 'email')));
    }

    public function testTwoIterationsAtOnceDoNotDisturbEachOther(): void
    {
        $rows = $this->schema('shop')->entity('User')->rows(2100);
        $list = $rows->toArray();
        foreach ($rows as $index => $row) {
            $index % 700 === 0 && self::assertEquals($list[2099 - $index], $rows->at(2099 - $index));
            self::assertSame($list[$index]['id'], $row['id']);
        }
    }

    public function testTheSeedDecidesAndTheLocaleIsTheSchemas(): void
    {
        $path = self::EXAMPLES . '/shop.pdl.json';
        $names = fn (Source $source, ?string $locale = null) => $source->schema($path, locale: $locale)
            ->entity('User')->rows()->columns()['name'];
        self::assertSame($names(new Source(1)), $names(new Source(1, 'de_DE')));
        self::assertNotSame($names(new Source(1)), $names(new Source(2)));
        self::assertNotSame($names(new Source(1)), $names(new Source(1), 'de_DE'));
    }

    public function testASchemaTellsWhatItIsMadeOf(): void
    {
        $schema = $this->schema('shop');
        self::assertSame(['User', 'Product'], array_slice($schema->entities(), 0, 2));
        $fields = $schema->entity('User')->fields();
        self::assertSame('users', $schema->entity('User')->table);
        self::assertSame(['id', 'name', 'email'], array_slice(array_column($fields, 'column'), 0, 3));
        self::assertTrue($fields[0]->isPrimary);
        self::assertSame('text(120)', $fields[2]->type);
        self::assertStringContainsString('CREATE TABLE', $schema->ddl('sqlite'));
    }

    public function testPiecesAreTheBytesOfTheWhole(): void
    {
        $rows = $this->schema('shop')->entity('User')->rows(3000);
        $pieces = iterator_to_array($rows->pieces('sql', 'mysql'));
        self::assertSame($rows->write('sql', 'mysql'), implode($pieces));
        self::assertGreaterThan(3, count($pieces));
        self::assertSame(3000, substr_count($rows->write('ndjson'), "\n"));
        self::assertCount(3000, json_decode((string) json_encode($rows), true));
    }

    public function testBytesAreDigitsInJson(): void
    {
        $rows = $this->schema('types')->entity('Sample')->rows(50);
        $lines = explode("\n", rtrim($rows->write('ndjson')));
        $ours = array_column(json_decode(json_encode($rows, JSON_THROW_ON_ERROR), true), 'raw');
        self::assertSame(array_map(fn ($line) => json_decode($line, true)['raw'], $lines), $ours);
    }

    public function testAllProblemsOfASchemaAreToldAtOnce(): void
    {
        $folder = new Folder();
        $path = $folder->file('bad.pdl.json', '{"version": "1.0", "name": "Bad", "entities": {"A": {"fields": {
            "id": {"generator": "sequense", "primary": true}, "b": {"type": "imt"}}}}}');
        try {
            Phony::schema($path);
            self::fail('a broken schema was taken');
        } catch (SchemaException $failure) {
            self::assertCount(2, $failure->problems);
            self::assertSame(2, $failure->problems[0]->line);
            self::assertStringContainsString('entities.A.fields.id', $failure->problems[0]->path);
            self::assertStringContainsString('sequence', $failure->problems[0]->message);
            self::assertSame($path, $failure->problems[0]->file);
        }
    }

    /** @return iterable<string, array{class-string<\Throwable>, callable(): mixed}> */
    public function wrong(): iterable
    {
        $users = fn () => $this->schema('shop')->entity('User');
        yield 'no file' => [NotFoundException::class, fn () => Phony::schema('/nowhere.pdl.json')];
        yield 'no such entity' => [NotFoundException::class, fn () => $this->schema('shop')->entity('Usr')];
        yield 'no such count' => [ArgumentException::class, fn () => $this->schema('shop', ['Usr' => 1])];
        yield 'negative count' => [ArgumentException::class, fn () => $this->schema('shop', ['User' => -1])];
        yield 'negative rows' => [ArgumentException::class, fn () => $users()->rows(-1)];
        yield 'huge rows' => [LimitException::class, fn () => $users()->rows(PHP_INT_MAX)];
        yield 'huge list' => [LimitException::class, fn () => $this->schema('types')->entity('Sample')->rows(10 ** 9)
            ->toArray()];
        yield 'row past the end' => [LimitException::class, fn () => $users()->rows(5)->at(5)];
        yield 'columns past the end' => [LimitException::class, fn () => $users()->rows(5)->columns(4, 2)];
        yield 'huge columns' => [LimitException::class, fn () => $users()->rows(5)->columns(1, PHP_INT_MAX)];
        yield 'no such format' => [NotFoundException::class, fn () => $users()->write('cvs')];
        yield 'no such dialect' => [NotFoundException::class, fn () => $users()->write('sql', 'oracle')];
        yield 'chunks of nothing' => [ArgumentException::class, fn () => $users()->rows(5)->chunks(0)];
        $shop = self::EXAMPLES . '/shop.pdl.json';
        yield 'bad now' => [ArgumentException::class, fn () => Phony::schema($shop, now: 'x')];
    }

    /**
     * @dataProvider wrong
     * @param class-string<\Throwable> $exception
     */
    public function testWrongUseIsSaid(string $exception, callable $use): void
    {
        $this->expectException($exception);
        $use();
    }

    public function testOtherPeoplesSchemasBecomeOnes(): void
    {
        $folder = new Folder();
        $sql = $folder->file('shop.sql', "CREATE TABLE people (id integer PRIMARY KEY, email varchar(80) NOT NULL);\n");
        $text = Schema::import($sql, from: 'ddl', locale: 'tr_TR');
        $schema = Phony::schema($folder->file('shop.pdl.json', $text));
        $row = $schema->entity($schema->entities()[0])->rows(1)->at(0);
        self::assertSame(['id', 'email'], array_keys($row));
        self::assertStringContainsString('@', $row['email']);
        self::assertStringContainsString('tr_TR', $text);
        $this->expectException(NotFoundException::class);
        Schema::import('/nowhere.sql');
    }

    public function testAClosedSourceOpensNoSchema(): void
    {
        $source = new Source(1);
        $users = $source->schema(self::EXAMPLES . '/shop.pdl.json')->entity('User');
        $source->close();
        self::assertCount(10, $users->rows()->toArray(), 'what is open goes on');
        $this->expectException(ClosedException::class);
        $users->rows(11);
    }

    /** @param array<string, int> $counts */
    private function schema(string $name, array $counts = []): Schema
    {
        return (new Source('schemas'))->schema(self::EXAMPLES . "/$name.pdl.json", $counts);
    }
}
