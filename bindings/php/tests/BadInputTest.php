<?php

// Nothing that a program passes ends it: all is an exception, with the library's message.

declare(strict_types=1);

namespace Phonycloud\Phony\Tests;

use Phonycloud\Phony\Exception\ArgumentException;
use Phonycloud\Phony\Exception\ClosedException;
use Phonycloud\Phony\Exception\EmptyException;
use Phonycloud\Phony\Exception\EncodingException;
use Phonycloud\Phony\Exception\LimitException;
use Phonycloud\Phony\Exception\ModelException;
use Phonycloud\Phony\Exception\NotFoundException;
use Phonycloud\Phony\Exception\PhonyException;
use Phonycloud\Phony\Exception\SyntaxException;
use Phonycloud\Phony\Model;
use Phonycloud\Phony\Phony;
use Phonycloud\Phony\Source;
use Phonycloud\Phony\Tests\Support\Folder;
use PHPUnit\Framework\TestCase;

final class BadInputTest extends TestCase
{
    /** @return iterable<string, array{class-string<\Throwable>, callable(Source): mixed}> */
    public function wrong(): iterable
    {
        yield 'negative count' => [ArgumentException::class, fn ($s) => $s->name()->take(-1)];
        yield 'least count' => [ArgumentException::class, fn ($s) => $s->name()->batch(PHP_INT_MIN)];
        yield 'greatest list' => [LimitException::class, fn ($s) => $s->name()->take(PHP_INT_MAX)];
        yield 'great list' => [LimitException::class, fn ($s) => $s->name()->take(100_000_000)];
        yield 'great list of a batch' => [LimitException::class, fn ($s) => $s->name()->batch(10 ** 12)->toArray()];
        yield 'greatest column' => [LimitException::class, fn ($s) => $s->name()->column(PHP_INT_MAX)];
        yield 'negative row' => [ArgumentException::class, fn ($s) => $s->name()->at(-1)];
        yield 'chunks of nothing' => [ArgumentException::class, fn ($s) => $s->name()->batch(5)->chunks(0)];
        yield 'negative length' => [ArgumentException::class, fn ($s) => $s->name()->minLength(-5)];
        yield 'crossed' => [ArgumentException::class, fn ($s) => $s->city()->minLength(9)->maxLength(3)->take(1)];
        yield 'greatest length' => [PhonyException::class, fn ($s) => $s->city()->minLength(PHP_INT_MAX)->generate()];
        yield 'impossible prefix' => [EmptyException::class, fn ($s) => $s->city()->startsWith('ЖЖ')->generate()];
        yield 'broken pattern' => [SyntaxException::class, fn ($s) => $s->city()->matches('(')->generate()];
        yield 'NUL in a prefix' => [EncodingException::class, fn ($s) => $s->city()->startsWith("a\0b")];
        yield 'bad UTF-8 in a prefix' => [EncodingException::class, fn ($s) => $s->city()->startsWith("\xFF")->take(1)];
        yield 'unknown mode' => [ArgumentException::class, fn ($s) => $s->email()->unique('maybe')];
        yield 'no mode, asked for again' => [ArgumentException::class, fn ($s) => [$s->unique(), $s->unique('')]];
        yield 'no rows' => [ArgumentException::class, fn ($s) => $s->unique(null, 0)];
        yield 'rows past the last' => [LimitException::class, fn ($s) => $s->email()->unique(null, 10)->take(11)];
        yield 'a batch past the last' => [LimitException::class, fn ($s) => $s->unique(rows: 10)->email()->batch(11)];
        yield 'a row past the last' => [LimitException::class, fn ($s) => $s->email()->unique(null, 10)->at(10)];
        yield 'a prefix of e-mails' => [ArgumentException::class, fn ($s) => $s->email()->startsWith('a')->generate()];
        yield 'a prefix of templates' => [
            ArgumentException::class,
            fn ($s) => $s->template('{first}')->startsWith('a')->generate(),
        ];
        yield 'no model' => [NotFoundException::class, fn ($s) => $s->model('en_US/city_nmes')->generate()];
        yield 'no file' => [NotFoundException::class, fn ($s) => $s->loadModel('nowhere.phony')->generate()];
        yield 'a folder' => [PhonyException::class, fn ($s) => $s->loadModel('/tmp')->generate()];
        yield 'NUL in a name' => [EncodingException::class, fn ($s) => $s->model("en_US\0")];
        yield 'no template' => [SyntaxException::class, fn ($s) => $s->template('{first')->generate()];
        yield 'no such name' => [NotFoundException::class, fn ($s) => $s->template('{frist}')->generate()];
        yield 'a template in itself' => [
            LimitException::class,
            fn ($s) => $s->template('{a}', ['a' => '{b}', 'b' => '{a}'])->generate(),
        ];
        yield 'a number in a template' => [ArgumentException::class, fn ($s) => $s->template('{a}', ['a' => 5])];
        yield 'no locale' => [ArgumentException::class, fn ($s) => $s->locale('')];
        yield 'a path as locale' => [ArgumentException::class, fn ($s) => $s->locale('../../etc')];
        yield 'an unknown locale' => [NotFoundException::class, fn ($s) => $s->locale('xx_XX')->city()->generate()];
        yield 'a float as seed' => [\TypeError::class, fn ($s) => $s->seed(4.0)];
        yield 'true as seed' => [\TypeError::class, fn ($s) => $s->seed(true)];
        yield 'null as seed' => [\TypeError::class, fn ($s) => $s->seed(null)];
        yield 'a list as seed' => [\TypeError::class, fn ($s) => new Source([1])];
        yield 'NUL in a seed' => [EncodingException::class, fn ($s) => $s->seed("a\0b")];
        yield 'bad UTF-8 in a seed' => [EncodingException::class, fn ($s) => $s->seed("\xC3\x28")];
        yield 'a text as count' => [\TypeError::class, fn ($s) => $s->name()->take('5')];
        yield 'null as a prefix' => [\TypeError::class, fn ($s) => $s->name()->startsWith(null)];
    }

    /**
     * @dataProvider wrong
     * @param class-string<\Throwable> $exception
     */
    public function testWrongUseIsAnException(string $exception, callable $use): void
    {
        try {
            $use(new Source(1));
            self::fail('nothing was said');
        } catch (\Throwable $failure) {
            self::assertInstanceOf($exception, $failure, $failure->getMessage());
            self::assertNotSame('', $failure->getMessage());
        }
        self::assertNotSame('', (string) Phony::seed(1)->name(), 'the library goes on');
    }

    public function testAnExceptionHasTheStatusAndThePlace(): void
    {
        try {
            (new Source(1))->template('Dear {first|uper}')->generate();
            self::fail('nothing was said');
        } catch (PhonyException $failure) {
            self::assertStringContainsString('upper', $failure->getMessage());
            self::assertLessThan(0, $failure->status);
            self::assertSame($failure->status, $failure->getCode());
            self::assertGreaterThan(5, $failure->inputColumn);
        }
    }

    /** @return iterable<string, array{string}> */
    public function broken(): iterable
    {
        $whole = (string) file_get_contents(__DIR__ . '/../../../spec/vectors/example.phony');
        yield 'nothing' => [''];
        yield 'text' => ['no model'];
        yield 'half of one' => [substr($whole, 0, intdiv(strlen($whole), 2))];
        yield 'one with a changed byte' => [substr_replace($whole, "\xFF", intdiv(strlen($whole), 2), 1)];
    }

    /** @dataProvider broken */
    public function testABrokenModelIsRefused(string $bytes): void
    {
        $folder = new Folder();
        $path = $folder->file('broken.phony', $bytes);
        foreach ([fn () => Model::open($path), fn () => Phony::loadModel($path)->generate()] as $use) {
            try {
                $use();
                self::fail('a broken model was taken');
            } catch (PhonyException $failure) {
                self::assertInstanceOf(ModelException::class, $failure);
                self::assertStringContainsString('broken.phony', $failure->getMessage());
            }
        }
    }

    public function testAFailedListTakesNoRows(): void
    {
        $email = (new Source(1))->email()->unique(null, 10);
        $expected = $email->at(0);
        try {
            $email->take(11);
            self::fail('there are ten');
        } catch (LimitException) {
            self::assertSame($expected, $email->generate());
        }
        self::assertCount(9, $email->take(9));
        $city = (new Source(1))->city();
        try {
            $city->column(50_000_000);
            self::fail('there is no room');
        } catch (LimitException) {
            self::assertSame($city->at(0), $city->generate());
        }
        $this->expectException(LimitException::class);
        $email->generate();
    }

    public function testReadingAheadStopsAtTheLastRow(): void
    {
        $email = (new Source(1))->unique(rows: 20)->email();
        $found = [];
        for ($row = 0; $row < 20; $row++) {
            $found[] = $email->generate();
        }
        self::assertCount(20, array_unique($found));
        $this->expectException(LimitException::class);
        $email->generate();
    }

    public function testTheGreatestBatchIsLazyAndTheRowsBehindItAreSaid(): void
    {
        $source = new Source(1);
        foreach ($source->name()->batch(PHP_INT_MAX) as $row => $value) {
            self::assertNotSame('', $value);
            if ($row === 10_000) {
                break;
            }
        }
        $this->expectException(LimitException::class);
        $source->name()->generate();
    }

    public function testAClosedSourceSaysSo(): void
    {
        $source = new Source(1);
        $view = $source->unique();
        [$name, $batch] = [$source->name(), $source->name()->batch(10_000)];
        $uses = [
            fn () => $source->name()->full(), fn () => $name->full(), fn () => $name->take(2), fn () => "$name",
            fn () => $name->at(5), fn () => $name->minLength(2), fn () => $source->locale('de_DE'),
            fn () => $source->city(), fn () => $view->email()->generate(), fn () => $batch->toArray(),
        ];
        $name->full();
        $view->email()->generate();
        $source->close();
        $source->close();
        foreach ($uses as $index => $use) {
            try {
                $use();
                self::fail("use $index of a closed source");
            } catch (ClosedException $failure) {
                self::assertStringContainsString('closed', $failure->getMessage());
            }
        }
    }

    public function testABatchOfASourceThatIsClosedMeanwhileEnds(): void
    {
        $source = new Source(1);
        $this->expectException(ClosedException::class);
        foreach ($source->name()->batch(100_000) as $row => $_) {
            $row === 5 && $source->close();
        }
    }

    public function testABatchKeepsWhatItNeeds(): void
    {
        $expected = Phony::seed(77)->name()->take(20_000);
        $batch = (new Source(77))->name()->batch(20_000);
        gc_collect_cycles();
        self::assertSame($expected, $batch->toArray());
    }
}
