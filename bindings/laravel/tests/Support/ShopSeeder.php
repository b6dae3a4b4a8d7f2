<?php

// A seeder as an application has it, with the trait's methods open to the tests.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Tests\Support;

use Closure;
use Illuminate\Database\Seeder;
use Phonycloud\Phony\Laravel\PhonySeeder;
use Phonycloud\Phony\Laravel\Seeding\Row;

final class ShopSeeder extends Seeder
{
    use PhonySeeder;

    public function run(): void
    {
        $this->phony('users', 2000, static fn (Row $row): array => [
            'name' => $row->name()->full(),
            'email' => $row->unique()->email()->generate(),
        ]);
        $this->phony('posts', 30, static fn (Row $row): array => [
            'user_id' => $row->integer(1, 2000),
            'title' => $row->sentence()->generate(),
            'status' => $row->oneOf(['draft', 'live']),
            'price' => $row->integer(100, 9999) / 100,
            'day' => '2024-02-29',
        ]);
    }

    /** @param Closure(Row): array<string, mixed> $make */
    public function fill(string $table, int $count, Closure $make, ?int $chunk = null, bool $atomic = false): int
    {
        return $this->phony($table, $count, $make, null, $chunk, $atomic);
    }

    /**
     * @param array<string, int> $counts
     * @return array<string, int>
     */
    public function fillSchema(string $file, array $counts, ?int $chunk = null, bool $atomic = false): array
    {
        return $this->seedFromSchema($file, $counts, null, null, $chunk, $atomic);
    }
}
