<?php

// Makes rows of a data set: what is filled stays until the next call.

declare(strict_types=1);

namespace Phonycloud\Phony\Internal;

use FFI;
use Generator;

/** @internal */
final class Maker
{
    use Uncopyable;

    private const BEGIN = 0;
    private const ROWS = 1;
    private const END = 2;
    private const DDL_PARTS = 5;

    public function __construct(private Library $library, private Handle $maker)
    {
    }

    /**
     * Of at most DataSet::BATCH rows.
     *
     * @return array<string, list<mixed>>
     */
    public function columns(int $entity, int $first, int $count): array
    {
        $maker = $this->maker->pointer();
        $this->library->check('phony_maker_fill', $maker, $entity, $first, $count);
        $columns = [];
        foreach (Cells::of($this->library, $maker) as $cells) {
            $columns[$cells->name] = $cells->values($count);
        }
        return $columns;
    }

    /**
     * Of at most DataSet::BATCH rows.
     *
     * @return list<array<string, mixed>>
     */
    public function rows(int $entity, int $first, int $count): array
    {
        $columns = $this->columns($entity, $first, $count);
        $rows = [];
        for ($row = 0; $row < $count; $row++) {
            $values = [];
            foreach ($columns as $name => $column) {
                $values[$name] = $column[$row];
            }
            $rows[] = $values;
        }
        return $rows;
    }

    /** @return Generator<int, string> */
    public function pieces(int $entity, int $count, string $format, ?string $dialect): Generator
    {
        yield $this->piece($entity, $format, $dialect, self::BEGIN, 0, 0);
        for ($row = 0; $row < $count; $row += DataSet::BATCH) {
            yield $this->piece($entity, $format, $dialect, self::ROWS, $row, min($count - $row, DataSet::BATCH));
        }
        yield $this->piece($entity, $format, $dialect, self::END, 0, 0);
    }

    public function ddl(string $dialect): string
    {
        $text = '';
        $bytes = $this->library->make('phony_bytes');
        for ($part = 0; $part < self::DDL_PARTS; $part++) {
            $this->library->check('phony_maker_write_ddl', $this->maker->pointer(), $dialect, $part, FFI::addr($bytes));
            $text .= $this->text($bytes);
        }
        return $text;
    }

    private function piece(int $entity, string $format, ?string $dialect, int $part, int $first, int $count): string
    {
        $bytes = $this->library->make('phony_bytes');
        $this->library->check(
            'phony_maker_write',
            $this->maker->pointer(),
            $entity,
            $format,
            $dialect,
            $part,
            $first,
            $count,
            FFI::addr($bytes)
        );
        return $this->text($bytes);
    }

    private function text(FFI\CData $bytes): string
    {
        return $bytes->length === 0 ? '' : FFI::string($bytes->bytes, $bytes->length);
    }
}
