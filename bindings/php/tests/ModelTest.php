<?php

// Models: trained, saved, opened, described.

declare(strict_types=1);

namespace Phonycloud\Phony\Tests;

use ArrayIterator;
use Phonycloud\Phony\Exception\ArgumentException;
use Phonycloud\Phony\Exception\CancelledException;
use Phonycloud\Phony\Exception\ClosedException;
use Phonycloud\Phony\Exception\EmptyException;
use Phonycloud\Phony\Exception\EncodingException;
use Phonycloud\Phony\Exception\NotFoundException;
use Phonycloud\Phony\Model;
use Phonycloud\Phony\Phony;
use Phonycloud\Phony\Source;
use Phonycloud\Phony\Tests\Support\Folder;
use Phonycloud\Phony\TrainingOptions;
use PHPUnit\Framework\TestCase;

final class ModelTest extends TestCase
{
    private const NAMES = __DIR__ . '/../../../spec/vectors/names.txt';

    public function testAFileAndItsValuesGiveTheSameModel(): void
    {
        $file = Phony::train(self::NAMES, order: 3);
        $values = Phony::train(new ArrayIterator((array) file(self::NAMES)), order: 3);
        self::assertSame($file->info()->digest, $values->info()->digest);
        self::assertSame($file->info()->values, $values->info()->values);
        self::assertNotSame($file->info()->digest, Phony::train(self::NAMES, order: 4)->info()->digest);
    }

    public function testATrainedModelIsUsedAtOnceAndSaved(): void
    {
        $folder = new Folder();
        $model = Phony::train(self::NAMES, new TrainingOptions(order: 4, name: 'names', locale: 'en_US'));
        $model->save("$folder->path/custom.phony");
        $expected = (new Source(1))->model($model)->take(10);
        self::assertSame($expected, (new Source(1))->loadModel("$folder->path/custom.phony")->take(10));
        self::assertSame($expected, (new Source(1))->model("$folder->path/custom.phony")->take(10));
        $info = Model::load("$folder->path/custom.phony")->info();
        self::assertSame(['names', 'en_US', 'char', 4], [$info->name, $info->locale, $info->mode, $info->order]);
        self::assertNull($info->created);
    }

    public function testTheCursorOfAModelGoesOn(): void
    {
        $model = Phony::train(self::NAMES);
        $source = new Source(8);
        $found = [$source->model($model)->generate(), $source->model($model)->generate()];
        self::assertSame((new Source(8))->model($model)->take(2), $found);
        self::assertNotSame(
            (new Source(8))->model($model)->minLength(9)->take(9),
            (new Source(8))->model($model)->take(9)
        );
    }

    public function testAModelThatNobodyHoldsIsFreed(): void
    {
        $model = Phony::train(self::NAMES);
        $values = Phony::model($model);
        $values->generate();
        $gone = \WeakReference::create($model);
        unset($model);
        self::assertNull($gone->get());
        self::assertNotSame('', $values->generate(), 'values made of it go on');
        self::assertCount(5000, $values->minLength(2)->take(5000));
    }

    public function testAClosedModelEndsItselfAndNotItsValues(): void
    {
        $model = Phony::train(self::NAMES);
        $expected = (new Source(2))->model($model)->take(5000);
        $batch = (new Source(2))->model($model)->batch(5000);
        foreach ($batch as $row => $value) {
            $row === 10 && $model->close();
            self::assertSame($expected[$row], $value);
        }
        $this->expectException(ClosedException::class);
        $model->info();
    }

    public function testAClosedSourceEndsTheValuesOfItsModels(): void
    {
        $model = Phony::train(self::NAMES);
        $source = new Source(1);
        $values = $source->model($model);
        $values->take(20);
        $source->close();
        self::assertNotSame('', Phony::model($model)->generate(), 'the model goes on');
        $this->expectException(ClosedException::class);
        $values->generate();
    }

    public function testValuesThatAreMadeOfAClosedModelAreRefused(): void
    {
        $model = Phony::train(self::NAMES);
        $model->close();
        $model->close();
        $this->expectException(ClosedException::class);
        Phony::model($model)->generate();
    }

    public function testWeightsAndOriginalsAreTold(): void
    {
        $weighted = ['Anna' => 5, 'Hanna' => 2, '12' => 1, 'Johanna' => 0];
        $model = Phony::train($weighted, weighted: true, excludeOriginals: true, weighting: 'count', order: 2);
        self::assertSame(3, $model->info()->values);
        self::assertTrue($model->info()->hasOriginals);
        self::assertTrue($model->isOriginal('Anna'));
        self::assertFalse($model->isOriginal('Johanna'));
        self::assertNull(Phony::train(self::NAMES)->isOriginal('Anna'));
        self::assertGreaterThan(0.0, Phony::train(self::NAMES, order: 2)->bits('Ann'));
        self::assertNull($model->bits('Ω'));
    }

    public function testProgressIsTold(): void
    {
        $calls = [];
        Phony::train(self::NAMES, progress: function (int $position, int $size) use (&$calls): void {
            $calls[] = [$position, $size];
        });
        self::assertNotEmpty($calls);
        self::assertSame([filesize(self::NAMES), filesize(self::NAMES)], end($calls));
    }

    public function testProgressEndsTheTraining(): void
    {
        $this->expectException(CancelledException::class);
        Phony::train(self::NAMES, progress: fn () => false);
    }

    public function testAnExceptionInProgressComesOutOfTrain(): void
    {
        $this->expectExceptionObject(new \DomainException('enough'));
        Phony::train(self::NAMES, progress: fn () => throw new \DomainException('enough'));
    }

    public function testColumnsOfCsvFilesAreLearned(): void
    {
        $folder = new Folder();
        $path = $folder->file('people.csv', "id,name,n\n1,Ada,3\n2,Eda,2\n");
        $model = Phony::train($path, column: 'name', weightColumn: 'n', order: 1);
        self::assertSame(2, $model->info()->values);
        $this->expectException(NotFoundException::class);
        $this->expectExceptionMessage('name');
        Phony::train($path, column: 'nom');
    }

    /** @return iterable<string, array{class-string<\Throwable>, mixed, array<string, mixed>}> */
    public function wrong(): iterable
    {
        yield 'nothing' => [EmptyException::class, [], []];
        yield 'no file' => [NotFoundException::class, '/nowhere/names.txt', []];
        yield 'NUL in the path' => [EncodingException::class, "a\0b", []];
        yield 'NUL in a value' => [EncodingException::class, ["a\0b"], []];
        yield 'bad UTF-8' => [EncodingException::class, ["a\xFFb"], []];
        yield 'no string' => [\TypeError::class, ['a', 4.5], []];
        yield 'an array in the list' => [\TypeError::class, [['a']], []];
        yield 'unknown option' => [ArgumentException::class, ['a'], ['colour' => 1]];
        yield 'unknown mode' => [ArgumentException::class, ['a'], ['mode' => 'chars']];
        yield 'order too great' => [ArgumentException::class, ['a'], ['order' => 9]];
        yield 'order of 2^32 + 3' => [ArgumentException::class, ['a'], ['order' => (1 << 32) + 3]];
        yield 'negative length' => [ArgumentException::class, ['a'], ['minLength' => -1]];
        yield 'wrong type' => [\TypeError::class, ['a'], ['order' => 'five']];
        yield 'bad weight' => [ArgumentException::class, ['a' => -1], ['weighted' => true]];
    }

    /**
     * @dataProvider wrong
     * @param class-string<\Throwable> $exception
     * @param array<string, mixed>     $options
     */
    public function testWhatCannotBeLearnedIsSaid(string $exception, mixed $values, array $options): void
    {
        $this->expectException($exception);
        Phony::train($values, ...$options);
    }
}
