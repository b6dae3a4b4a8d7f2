<?php

// The scenarios that all bindings share: same seed, same bytes as C and the command line.

declare(strict_types=1);

namespace Phonycloud\Phony\Tests;

use Phonycloud\Phony\Source;
use PHPUnit\Framework\TestCase;

final class GoldenTest extends TestCase
{
    private const ROOT = __DIR__ . '/../../..';

    private string $folder;

    protected function setUp(): void
    {
        $this->folder = (string) getcwd();
        chdir(self::ROOT);
    }

    protected function tearDown(): void
    {
        chdir($this->folder);
    }

    /** @return iterable<string, array{array<string, mixed>}> */
    public function scenarios(): iterable
    {
        $text = (string) file_get_contents(self::ROOT . '/spec/vectors/bindings.json');
        foreach (json_decode($text, true, 16, JSON_THROW_ON_ERROR) as $scenario) {
            yield $scenario['name'] => [$scenario];
        }
    }

    /**
     * @dataProvider scenarios
     * @param array<string, mixed> $scenario
     */
    public function testTheScenarioGivesTheValuesOfAllBindings(array $scenario): void
    {
        $value = new Source(seed: $scenario['seed'], locale: $scenario['locale']);
        foreach ($scenario['steps'] as $step) {
            $value = self::step($value, ...$step);
        }
        $expected = $scenario['values'];
        self::assertSame($expected, is_array($expected) ? (array) $value : $value);
    }

    public function testThereAreScenarios(): void
    {
        self::assertGreaterThan(20, count(iterator_to_array($this->scenarios())));
    }

    /** Names in snake case are methods in camel case; an object at the end holds named arguments. */
    private static function step(object $on, string $name, mixed ...$arguments): mixed
    {
        $named = array_is_list((array) end($arguments)) ? [] : array_pop($arguments);
        $method = lcfirst(str_replace('_', '', ucwords($name, '_')));
        return $on->$method(...$arguments, ...$named);
    }
}
