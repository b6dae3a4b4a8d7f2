<?php

// Compiled generators by what they are, shared by sources of all seeds.

declare(strict_types=1);

namespace Phonycloud\Phony\Internal;

use Closure;

/** @internal */
final class Pool
{
    /** One takes up to some megabytes: tables of its constraints, of persons' names. */
    private const MOST = 32;

    /** @var array<string, Handle> */
    private array $generators = [];

    /** @param Closure(): Handle $make */
    public function take(string $key, Closure $make): Handle
    {
        $generator = $this->generators[$key] ?? $make();
        // The last one used is the last to go.
        unset($this->generators[$key]);
        if (count($this->generators) >= self::MOST) {
            unset($this->generators[array_key_first($this->generators)]);
        }
        return $this->generators[$key] = $generator;
    }
}
