<?php

// Copies and serialised forms of what holds memory of the C library are refused.

declare(strict_types=1);

namespace Phonycloud\Phony\Tests;

use Phonycloud\Phony\Exception\ArgumentException;
use Phonycloud\Phony\Model;
use Phonycloud\Phony\Source;
use PHPUnit\Framework\TestCase;

final class CopyTest extends TestCase
{
    /** @return iterable<string, array{callable(): object}> */
    public function holders(): iterable
    {
        $schema = fn () => (new Source(1))->schema(__DIR__ . '/../../../spec/examples/shop.pdl.json');
        yield 'model' => [fn () => Model::open('en_US/city_names')];
        yield 'schema' => [$schema];
        yield 'entity' => [fn () => $schema()->entity('User')];
        yield 'rows' => [fn () => $schema()->entity('User')->rows(5)];
    }

    /** @return iterable<string, array{callable(): object}> */
    public function reaching(): iterable
    {
        yield from $this->holders();
        yield 'source' => [fn () => new Source(1)];
        yield 'values' => [fn () => (new Source(1))->city()];
        yield 'names' => [fn () => (new Source(1))->name()];
        yield 'batch' => [fn () => (new Source(1))->name()->batch(5)];
    }

    /** @dataProvider holders */
    public function testNoClone(callable $make): void
    {
        $object = $make();
        $this->expectException(ArgumentException::class);
        $this->expectExceptionMessage($object::class . ' holds memory of the C library and cannot be cloned');
        clone $object;
    }

    /** @dataProvider reaching */
    public function testNoSerialisedForm(callable $make): void
    {
        $object = $make();
        $this->expectException(ArgumentException::class);
        $this->expectExceptionMessage('cannot be serialised; keep the seed');
        serialize($object);
    }

    /** @dataProvider reaching */
    public function testNothingComesOutOfAForgedForm(callable $make): void
    {
        $class = $make()::class;
        $this->expectException(ArgumentException::class);
        unserialize(sprintf('O:%d:"%s":0:{}', strlen($class), $class));
    }
}
