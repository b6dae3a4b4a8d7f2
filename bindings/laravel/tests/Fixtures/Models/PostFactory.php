<?php

// A factory that makes what its models belong to.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Tests\Fixtures\Models;

use Illuminate\Database\Eloquent\Factories\Factory;
use Phonycloud\Phony\Laravel\Facades\Phony;

/** @extends Factory<Post> */
final class PostFactory extends Factory
{
    protected $model = Post::class;

    /** @return array<string, mixed> */
    public function definition(): array
    {
        return [
            'user_id' => User::factory(),
            'title' => static fn (): string => Phony::sentence()->generate(),
            'status' => 'live',
            'price' => '9.99',
            'day' => '2024-02-29',
        ];
    }
}
