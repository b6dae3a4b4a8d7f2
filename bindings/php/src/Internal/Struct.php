<?php

// A struct of the C library filled from PHP values, with the texts that it points to.

declare(strict_types=1);

namespace Phonycloud\Phony\Internal;

use FFI;
use FFI\CData;

/** @internal */
final class Struct
{
    public readonly CData $data;

    /** @var list<mixed> memory that the struct points to */
    private array $kept = [];

    /**
     * Members that are null are left at 0 or NULL, which is their default.
     *
     * @param array<string, int|float|string|bool|CData|self|Handle|null> $values by member
     */
    public function __construct(private Library $library, string $type, array $values = [], bool $sized = true)
    {
        $this->data = $library->make($type);
        if ($sized) {
            $this->data->size = FFI::sizeof($this->data);
        }
        foreach ($values as $member => $value) {
            if ($value !== null) {
                $this->data->$member = $this->converted($value, $member);
            }
        }
    }

    public function address(): CData
    {
        return FFI::addr($this->data);
    }

    private function converted(mixed $value, string $member): mixed
    {
        $this->kept[] = $value;
        return match (true) {
            is_string($value) => $this->text($value, $member),
            is_bool($value) => (int) $value,
            $value instanceof self => $value->address(),
            $value instanceof Handle => $value->pointer(),
            default => $value,
        };
    }

    private function text(string $text, string $member): CData
    {
        $length = strlen(Check::text($text, $member));
        $memory = $this->library->make('char[' . ($length + 1) . ']');
        FFI::memcpy($memory, $text, $length);
        $this->kept[] = $memory;
        return FFI::addr($memory[0]);
    }
}
