<?php

// One column of a batch of rows, out of C's arrays into PHP's values.

declare(strict_types=1);

namespace Phonycloud\Phony\Internal;

use Closure;
use DateTimeImmutable;
use DateTimeZone;
use FFI;
use FFI\CData;
use Phonycloud\Phony\Exception\NotFoundException;

/** @internal */
final class Cells
{
    private const DAY = 86400;
    private const MICROSECONDS = 1_000_000;

    /** By PHONY_CELLS_... */
    private const READERS = ['numbers', 'floats', 'texts', 'uuids'];

    public readonly string $name;

    private function __construct(private CData $cells)
    {
        $this->name = $cells->name;
    }

    /**
     * The columns of what a maker has filled last.
     *
     * @return list<self>
     */
    public static function of(Library $library, CData $maker): array
    {
        $columns = [];
        try {
            while (true) {
                $struct = new Struct($library, 'phony_cells');
                $library->check('phony_maker_get_cells', $maker, count($columns), $struct->address());
                $columns[] = new self($struct->data);
            }
        } catch (NotFoundException) {
            return $columns;
        }
    }

    /** @return list<mixed> */
    public function values(int $count): array
    {
        if ($count === 0) {
            return [];
        }
        $values = $this->{self::READERS[$this->cells->kind]}($count);
        if ($this->cells->nulls !== null) {
            // A column without nulls in this batch costs one look.
            $nulls = self::bytes($this->cells->nulls, $count);
            for ($row = strpos($nulls, "\1"); $row !== false; $row = strpos($nulls, "\1", $row + 1)) {
                $values[$row] = null;
            }
        }
        return $values;
    }

    /** @return list<mixed> */
    private function numbers(int $count): array
    {
        /** @var array<int, int> $numbers */
        $numbers = unpack('q*', self::bytes($this->cells->numbers, 8 * $count));
        $convert = $this->conversion();
        return $convert === null ? array_values($numbers) : array_map($convert, array_values($numbers));
    }

    /** What a number means, by the column's type; null: itself. */
    private function conversion(): ?Closure
    {
        $scale = $this->cells->scale;
        return match (strtok($this->cells->type, '(')) {
            'boolean' => fn (int $number): bool => $number !== 0,
            'decimal' => fn (int $number): string => self::decimal($number, $scale),
            'date' => fn (int $days): DateTimeImmutable => self::moment($days * self::DAY, 0),
            'time', 'timestamp', 'timestamptz' => self::time(...),
            default => null,
        };
    }

    private static function decimal(int $number, int $scale): string
    {
        if ($scale === 0) {
            return (string) $number;
        }
        $digits = str_pad(ltrim((string) $number, '-'), $scale + 1, '0', STR_PAD_LEFT);
        return ($number < 0 ? '-' : '') . substr($digits, 0, -$scale) . '.' . substr($digits, -$scale);
    }

    private static function time(int $microseconds): DateTimeImmutable
    {
        $rest = $microseconds % self::MICROSECONDS;
        $rest += $rest < 0 ? self::MICROSECONDS : 0;
        return self::moment(intdiv($microseconds - $rest, self::MICROSECONDS), $rest);
    }

    private static function moment(int $seconds, int $microseconds): DateTimeImmutable
    {
        static $epoch = new DateTimeImmutable('@0');
        static $zone = new DateTimeZone('UTC');
        $moment = $epoch->setTimezone($zone)->setTimestamp($seconds);
        return $microseconds === 0 ? $moment : $moment->modify("+$microseconds microseconds");
    }

    /** @return list<float> */
    private function floats(int $count): array
    {
        /** @var array<int, float> $floats */
        $floats = unpack('d*', self::bytes($this->cells->floats, 8 * $count));
        return array_values($floats);
    }

    /** @return list<string> */
    private function texts(int $count): array
    {
        /** @var array<int, int> $offsets */
        $offsets = unpack('L*', self::bytes($this->cells->offsets, 4 * ($count + 1)));
        $length = $offsets[$count + 1];
        $bytes = $length === 0 ? '' : self::bytes($this->cells->bytes, $length);
        $values = [];
        for ($row = 1; $row <= $count; $row++) {
            $values[] = substr($bytes, $offsets[$row], $offsets[$row + 1] - $offsets[$row]);
        }
        return $values;
    }

    /** @return list<string> */
    private function uuids(int $count): array
    {
        $values = [];
        foreach (str_split(bin2hex(self::bytes($this->cells->bytes, 16 * $count)), 32) as $digits) {
            $values[] = vsprintf('%s-%s-%s-%s-%s', [
                substr($digits, 0, 8),
                substr($digits, 8, 4),
                substr($digits, 12, 4),
                substr($digits, 16, 4),
                substr($digits, 20),
            ]);
        }
        return $values;
    }

    private static function bytes(CData $pointer, int $length): string
    {
        return FFI::string($pointer, $length);
    }
}
