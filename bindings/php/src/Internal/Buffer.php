<?php

// The memory that the C library writes values to: one for the process, read out after each call.

declare(strict_types=1);

namespace Phonycloud\Phony\Internal;

use FFI;
use FFI\CData;
use Phonycloud\Phony\Exception\SpaceException;

/** @internal */
final class Buffer
{
    public const ROWS = 4096;
    private const BYTES = 1 << 17;
    private const MOST_BYTES = (1 << 31) - 1;
    /** What is kept from call to call; more goes with the long values that needed it. */
    private const MOST_KEPT = 1 << 23;

    private static ?self $shared = null;

    private CData $column;
    private CData $address;
    private CData $bytes;
    private CData $offsets;

    public function __construct(
        private Library $library,
        private int $rows = self::ROWS,
        private int $capacity = self::BYTES,
        int $separator = 0
    ) {
        $this->column = $library->make('phony_column');
        $this->address = FFI::addr($this->column);
        $this->offsets = $library->make('uint32_t[' . ($rows + 1) . ']');
        $this->column->size = FFI::sizeof($this->column);
        $this->column->offsets = FFI::addr($this->offsets[0]);
        $this->column->separator = $separator;
        $this->allocate($capacity);
    }

    public static function shared(Library $library): self
    {
        return self::$shared ??= new self($library);
    }

    /**
     * At most ROWS values, and at least one: as many as the memory holds.
     *
     * @return non-empty-list<string>
     */
    public function values(Handle $generator, CData $key, int $first, int $count): array
    {
        $rows = $this->fill($generator, $key, $first, $count);
        // A NUL stands behind each value; none holds one.
        $values = explode("\0", FFI::string($this->bytes, $this->offsets[$rows] - 1));
        if ($this->capacity > self::MOST_KEPT) {
            $this->allocate(self::BYTES);
        }
        return $values;
    }

    /**
     * All of the values one behind the other, and their offsets as 32-bit numbers.
     *
     * @return array{string, string}
     */
    public function column(Handle $generator, CData $key, int $first): array
    {
        while ($this->rows > $done = $this->fill($generator, $key, $first, $this->rows)) {
            // As long as those that there was room for, and a little more.
            $mean = $this->offsets[$done] / $done;
            $this->grow(max(1.1, $mean * 1.05 * $this->rows / $this->capacity));
        }
        $length = $this->offsets[$this->rows];
        Memory::need($length + 4 * $this->rows, 'a column');
        return [
            $length === 0 ? '' : FFI::string($this->bytes, $length),
            FFI::string($this->offsets, 4 * ($this->rows + 1)),
        ];
    }

    private function fill(Handle $generator, CData $key, int $first, int $count): int
    {
        $this->column->rows_capacity = min($count, $this->rows);
        while (true) {
            try {
                $this->library->check(
                    'phony_generator_fill',
                    $generator->pointer(),
                    $key,
                    $first,
                    min($count, $this->rows),
                    $this->address
                );
                return $this->column->rows;
            } catch (SpaceException) {
                $this->grow(8);
            }
        }
    }

    private function grow(float $times): void
    {
        if ($this->capacity === self::MOST_BYTES) {
            throw new SpaceException('values of more than 2 GiB at a time');
        }
        $capacity = (int) min($this->capacity * $times + 4096, self::MOST_BYTES);
        Memory::need($capacity, 'long values');
        $this->allocate($capacity);
    }

    private function allocate(int $capacity): void
    {
        $this->capacity = $capacity;
        $this->bytes = $this->library->make("uint8_t[$capacity]");
        $this->column->bytes = FFI::addr($this->bytes[0]);
        $this->column->bytes_capacity = $capacity;
    }
}
