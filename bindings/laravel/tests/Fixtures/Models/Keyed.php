<?php

// A model with keys of its own, as those of Laravel 9 and later with HasUuids are.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Tests\Fixtures\Models;

use Illuminate\Database\Eloquent\Factories\Factory;
use Illuminate\Database\Eloquent\Factories\HasFactory;
use Illuminate\Database\Eloquent\Model;
use Phonycloud\Phony\Laravel\Facades\Phony;

final class Keyed extends Model
{
    use HasFactory;

    public $timestamps = false;
    public $incrementing = false;
    protected $guarded = [];

    public function usesUniqueIds(): bool
    {
        return true;
    }

    public function setUniqueIds(): void
    {
        $this->id = 'key-' . bin2hex(random_bytes(4));
    }

    protected static function newFactory(): Factory
    {
        return new class () extends Factory {
            protected $model = Keyed::class;

            public function definition(): array
            {
                return ['name' => static fn (): string => Phony::name()->full()];
            }
        };
    }
}
