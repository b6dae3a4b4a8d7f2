<?php

// Foreign keys that are a key together, as those of a table between two others are: no combination
// of parents comes twice. The combinations are walked in steps that share no factor with their
// number, so that all of them come and neighbours are not alike.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Database;

use Phonycloud\Phony\Laravel\Exceptions\SourceException;

final class CombinationPicker implements Picker
{
    /** About the golden section of the whole, whose multiples lie evenly. */
    private const STEP = 0.618;

    private int $place = 0;
    private ?int $step = null;

    /** @param non-empty-list<KeyPicker> $keys */
    public function __construct(
        private readonly string $table,
        private readonly array $keys,
        private readonly int $rows,
    ) {
    }

    public function pick(int $row): array
    {
        $this->step ??= $this->step();
        $left = $this->place;
        $this->place = ($this->place + $this->step) % $this->all();
        $columns = [];
        foreach ($this->keys as $key) {
            $columns += $key->at($left % $key->count());
            $left = intdiv($left, $key->count());
        }
        return $columns;
    }

    private function step(): int
    {
        $all = $this->all();
        if ($this->rows > $all) {
            $columns = implode(', ', array_merge(...array_map(static fn ($key) => $key->columns(), $this->keys)));
            throw new SourceException(
                "$this->table: $columns are a key together, and $this->rows rows are asked for where there are $all"
            );
        }
        $step = max(1, (int) ($all * self::STEP));
        while (self::commonFactor($step, $all) !== 1) {
            $step++;
        }
        return $step;
    }

    private function all(): int
    {
        return (int) array_product(array_map(static fn (KeyPicker $key): int => $key->count(), $this->keys));
    }

    private static function commonFactor(int $one, int $other): int
    {
        return $other === 0 ? $one : self::commonFactor($other, $one % $other);
    }
}
