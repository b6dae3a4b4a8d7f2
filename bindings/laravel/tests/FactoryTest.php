<?php

// Phony in Eloquent's factories.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Tests;

use Phonycloud\Phony\Laravel\Facades\Phony;
use Phonycloud\Phony\Laravel\Tests\Fixtures\Models\Post;
use Phonycloud\Phony\Laravel\Tests\Fixtures\Models\User;
use Phonycloud\Phony\Laravel\Tests\Support\AppTestCase;
use Phonycloud\Phony\Source;

final class FactoryTest extends AppTestCase
{
    public function testTheSameSeedMakesTheSameModels(): void
    {
        $first = User::factory()->count(20)->make()->map->getAttributes()->all();
        $this->boot();
        self::assertSame($first, User::factory()->count(20)->make()->map->getAttributes()->all());
        $this->boot(['phony' => ['seed' => 43]]);
        self::assertNotSame($first, User::factory()->count(20)->make()->map->getAttributes()->all());
    }

    public function testValuesAreThoseOfThePlainBinding(): void
    {
        $users = User::factory()->count(5)->make();
        $phony = new Source(42);
        self::assertSame($phony->name()->take(5), $users->pluck('name')->all());
        self::assertSame($phony->unique()->email()->take(5), $users->map->getAttribute('email')->all());
    }

    public function testTheNamesAndAddressesOfAModelAreOfOnePerson(): void
    {
        foreach (User::factory()->count(10)->make() as $user) {
            $local = (string) strstr($user->email, '@', true);
            $last = preg_replace('/[^a-z]/', '', strtolower((string) strrchr($user->name, ' ')));
            self::assertStringContainsString((string) $last, $local);
        }
    }

    public function testStatesGoBeforeTheDefinition(): void
    {
        $user = User::factory()->state(['name' => static fn (): string => Phony::locale('tr_TR')->city()->generate()])
            ->make();
        self::assertSame((new Source(42, 'tr_TR'))->city()->generate(), $user->name);
    }

    /** @dataProvider databases */
    public function testModelsWithWhatTheyBelongToAreStored(string $database): void
    {
        $connection = $this->useDatabase($database);
        Post::factory()->count(10)->create();
        self::assertSame(10, $connection->table('posts')->join('users', 'users.id', 'posts.user_id')->count());
        self::assertSame(10, $connection->table('users')->distinct()->count('email'));
    }
}
