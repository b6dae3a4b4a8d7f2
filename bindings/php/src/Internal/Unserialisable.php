<?php

// For classes that reach memory of the C library, which does not outlive the process.

declare(strict_types=1);

namespace Phonycloud\Phony\Internal;

use Phonycloud\Phony\Exception\ArgumentException;

/** @internal */
trait Unserialisable
{
    /** @return never */
    public function __serialize(): array
    {
        throw self::refusal();
    }

    /** @param array<mixed> $data */
    public function __unserialize(array $data): void
    {
        throw self::refusal();
    }

    private static function refusal(): ArgumentException
    {
        return new ArgumentException(
            self::class . ' holds memory of the C library and cannot be serialised; '
            . 'keep the seed and what was asked for instead, which give the same values again'
        );
    }
}
