<?php

// What the package says about the C interface holds: it is spec/api.json, or agrees with it.

declare(strict_types=1);

namespace Phonycloud\Phony\Tests;

use FFI;
use Phonycloud\Phony\Exception\LibraryException;
use Phonycloud\Phony\Internal\DataSet;
use Phonycloud\Phony\Internal\Declarations;
use Phonycloud\Phony\Internal\Handle;
use Phonycloud\Phony\Internal\Library;
use Phonycloud\Phony\Internal\Locator;
use Phonycloud\Phony\Internal\Recipe;
use Phonycloud\Phony\Phony;
use Phonycloud\Phony\TrainingOptions;
use PHPUnit\Framework\TestCase;
use ReflectionClassConstant;

final class DeclarationsTest extends TestCase
{
    /** @var array<string, mixed> */
    private array $api;

    protected function setUp(): void
    {
        $this->api = json_decode((string) file_get_contents(Declarations::FILE), true);
    }

    public function testTheVersionAndTheLibrarysNameAreThoseOfTheInterface(): void
    {
        self::assertSame($this->api['library']['version'], Phony::VERSION);
        self::assertSame($this->api['library']['soname'], Locator::SONAME);
    }

    /** A copy, since Composer leaves out links that lead out of a package. */
    public function testThePackageHoldsTheInterfaceItself(): void
    {
        self::assertFalse(is_link(Declarations::FILE));
        self::assertFileEquals(__DIR__ . '/../../../spec/api.json', Declarations::FILE, 'copy spec/api.json there');
    }

    public function testAPackageThatIsNotWholeSaysSo(): void
    {
        $this->expectException(LibraryException::class);
        $this->expectExceptionMessage('/nowhere/api.json is missing');
        new Declarations('/nowhere/api.json');
    }

    public function testEveryFunctionStructAndConstantIsThere(): void
    {
        $ffi = Library::get()->ffi;
        foreach ($this->api['functions'] as $function) {
            self::assertInstanceOf(FFI\CData::class, $ffi->{$function['name']}, 'a pointer to it');
        }
        foreach ($this->api['structs'] as $struct) {
            $fields = $ffi->type($struct['name'])->getStructFieldNames();
            self::assertSame(array_column($struct['members'], 'name'), $fields);
        }
        foreach ($this->api['constants'] as $constant) {
            is_int($constant['value']) && self::assertSame($constant['value'], $ffi->{$constant['name']});
        }
    }

    public function testHandlesEndAsTheInterfaceSays(): void
    {
        $free = array_column($this->api['handles'], 'free', 'name');
        $own = $this->constant(Handle::class, 'FREE');
        self::assertSame($own, array_intersect_assoc($own, $free));
    }

    public function testEveryStatusHasItsException(): void
    {
        $exceptions = $this->constant(Library::class, 'EXCEPTIONS');
        foreach ($this->constants('status') as $name => $value) {
            if ($value !== 0) {
                $kind = str_replace('_', '', ucwords(strtolower(substr($name, strlen('PHONY_ERROR_'))), '_'));
                self::assertStringEndsWith("\\{$kind}Exception", $exceptions[-$value]);
            }
        }
        self::assertCount(count($this->constants('status')) - 1, $exceptions);
    }

    public function testNamesStandForTheInterfacesNumbers(): void
    {
        $tables = [
            [Recipe::UNIQUE, 'PHONY_UNIQUE_'],
            [$this->constant(TrainingOptions::class, 'MODES'), 'PHONY_MODE_'],
            [$this->constant(TrainingOptions::class, 'WEIGHTINGS'), 'PHONY_WEIGHT_'],
            [$this->constant(TrainingOptions::class, 'CASES'), 'PHONY_CASE_'],
            [$this->constant(TrainingOptions::class, 'FORMATS'), 'PHONY_FORMAT_'],
        ];
        $values = array_column($this->api['constants'], 'value', 'name');
        foreach ($tables as [$table, $prefix]) {
            foreach ($table as $name => $number) {
                self::assertSame($values[$prefix . strtoupper($name)], $number, $name);
            }
        }
        self::assertSame($values['PHONY_GENDER_MALE'], Recipe::MALE);
        self::assertSame($values['PHONY_GENDER_FEMALE'], Recipe::FEMALE);
        self::assertSame($values['PHONY_BATCH_ROWS'], DataSet::BATCH);
    }

    /** @return array<string, int> */
    private function constants(string $set): array
    {
        $of = array_filter($this->api['constants'], fn (array $constant) => ($constant['set'] ?? '') === $set);
        return array_column($of, 'value', 'name');
    }

    /** @return array<int|string, mixed> */
    private function constant(string $class, string $name): array
    {
        return (array) (new ReflectionClassConstant($class, $name))->getValue();
    }
}
