<?php

// Values of Phony in a factory, in place of those of Faker.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Tests\Fixtures\Models;

use Illuminate\Database\Eloquent\Factories\Factory;
use Phonycloud\Phony\Laravel\Facades\Phony;

/** @extends Factory<User> */
final class UserFactory extends Factory
{
    protected $model = User::class;

    /** @return array<string, mixed> */
    public function definition(): array
    {
        return [
            'name' => static fn (): string => Phony::name()->full(),
            'email' => static fn (): string => Phony::unique()->email()->generate(),
        ];
    }
}
