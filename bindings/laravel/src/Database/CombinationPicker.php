<?php

// Foreign keys that are a key together, as those of a table between two others are: no combination
// of parents comes twice. The combinations are walked in steps that share no factor with their
// number, so that all of them come and neighbours are not alike.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Database;

use Phonycloud\Phony\Laravel\Exceptions\SourceException;
use Phonycloud\Phony\Laravel\Sources\Request;

final class CombinationPicker implements Picker
{
    /** About the golden section of the whole, whose multiples lie evenly. */
    private const STEP = 0.618;

    /** Of combinations that are told apart, so that two sums of them fit an int. */
    private const MOST = 1 << 61;

    private int $place = 0;
    private ?int $step = null;

    /** @param non-empty-list<KeyPicker> $keys */
    public function __construct(
        private readonly string $table,
        private readonly array $keys,
        private readonly Request $request,
    ) {
    }

    public function pick(int $row): array
    {
        if ($this->step === null) {
            $this->step = $this->step();
            $this->place = self::product($row, $this->step, $this->all());
        }
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
        $rows = $this->request->first + $this->request->count;
        if ($rows > $all) {
            $columns = implode(', ', array_merge(...array_map(static fn ($key) => $key->columns(), $this->keys)));
            throw new SourceException(
                "$this->table: $columns are a key together, and $rows rows are asked for where there are $all"
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
        $counts = array_map(static fn (KeyPicker $key): int => $key->count(), $this->keys);
        return (int) min(array_product($counts), self::MOST);
    }

    /** What is left of a product, which itself may pass an int, by doubling. */
    private static function product(int $one, int $other, int $modulus): int
    {
        $sum = 0;
        for ($one %= $modulus; $other > 0; $other >>= 1) {
            $sum = ($sum + ($other & 1) * $one) % $modulus;
            $one = 2 * $one % $modulus;
        }
        return $sum;
    }

    private static function commonFactor(int $one, int $other): int
    {
        return $other === 0 ? $one : self::commonFactor($other, $one % $other);
    }
}
